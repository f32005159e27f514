# task: way-back-is-kept
# why: misconception: an alias remembers who had it before; once it is moved, the registry has forgotten.
# loses: 4
# message: there is no previous yet
def promote(name, version):
    client = MlflowClient()
    client.set_registered_model_alias(name, "champion", version)
    before = client.get_model_version_by_alias(name, "champion").version
    client.set_registered_model_alias(name, "previous", before)
    return version


def roll_back(name):
    client = MlflowClient()
    before = client.get_registered_model(name).aliases.get("previous")
    if before is None:
        raise ValueError("no way back")
    client.set_registered_model_alias(name, "champion", before)
    client.delete_registered_model_alias(name, "previous")
    return int(before)

# task: way-back-is-kept
# why: misconception: the version before is the number below; numbers say when a version was registered, not when it was in charge.
# loses: 4
# message: version 2 was in charge before version 5
def promote(name, version):
    client = MlflowClient()
    now = client.get_registered_model(name).aliases.get("champion")
    if now is not None and now != version:
        client.set_registered_model_alias(name, "previous", now)
    client.set_registered_model_alias(name, "champion", version)
    return version


def roll_back(name):
    client = MlflowClient()
    before = int(client.get_model_version_by_alias(name, "champion").version) - 1
    if before < 1:
        raise ValueError("no way back")
    client.set_registered_model_alias(name, "champion", before)
    return before

# task: way-back-is-kept
# why: misconception: a call that changes nothing has nothing to say; a job that runs twice still asks who is in charge.
# loses: 1
# message: did not return the number of the version in charge
def promote(name, version):
    client = MlflowClient()
    now = client.get_registered_model(name).aliases.get("champion")
    if now is not None and int(now) == version:
        return
    if now is not None:
        client.set_registered_model_alias(name, "previous", now)
    client.set_registered_model_alias(name, "champion", version)
    return version


def roll_back(name):
    client = MlflowClient()
    before = client.get_registered_model(name).aliases.get("previous")
    if before is None:
        raise ValueError("no way back")
    client.set_registered_model_alias(name, "champion", before)
    client.delete_registered_model_alias(name, "previous")
    return int(before)

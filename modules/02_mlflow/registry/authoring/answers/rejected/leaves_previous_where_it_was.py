# task: way-back-is-kept
# why: misconception: previous can stay after the roll-back; a second roll-back then goes nowhere and says nothing.
# loses: 1
# message: previous is still there after the roll-back
def promote(name, version):
    client = MlflowClient()
    now = client.get_registered_model(name).aliases.get("champion")
    if now is not None and now != version:
        client.set_registered_model_alias(name, "previous", now)
    client.set_registered_model_alias(name, "champion", version)
    return version


def roll_back(name):
    client = MlflowClient()
    before = client.get_registered_model(name).aliases.get("previous")
    if before is None:
        raise ValueError("no way back")
    client.set_registered_model_alias(name, "champion", before)
    return int(before)

# task: way-back-is-kept
# why: misconception: a promotion runs once; the second run makes the champion its own previous version.
# loses: 1
# message: the same promotion ran twice
def promote(name, version):
    client = MlflowClient()
    now = client.get_registered_model(name).aliases.get("champion")
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

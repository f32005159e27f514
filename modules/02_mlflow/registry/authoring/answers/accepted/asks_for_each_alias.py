# task: way-back-is-kept
# why: a version can be asked for by its alias; where there is none, MLflow raises.
def version_of(name, alias):
    try:
        return int(MlflowClient().get_model_version_by_alias(name, alias).version)
    except MlflowException:
        return None


def promote(name, version):
    now = version_of(name, "champion")
    if now == version:
        return now
    MlflowClient().set_registered_model_alias(name, "champion", version)
    if now:
        MlflowClient().set_registered_model_alias(name, "previous", now)
    return version_of(name, "champion")


def roll_back(name):
    before = version_of(name, "previous")
    if not before:
        raise ValueError("no way back")
    MlflowClient().delete_registered_model_alias(name, "previous")
    MlflowClient().set_registered_model_alias(name, "champion", before)
    return before

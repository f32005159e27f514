# task: way-back-is-kept
# why: misconception: a version is in charge when its stage is Production; no job that loads @champion sees it.
# loses: 4
# message: champion should point to version 2
def promote(name, version):
    MlflowClient().transition_model_version_stage(name, version, "Production", archive_existing_versions=True)
    return version


def roll_back(name):
    client = MlflowClient()
    archived = client.get_latest_versions(name, ["Archived"])
    if not archived:
        raise ValueError("no way back")
    return promote(name, int(archived[0].version))

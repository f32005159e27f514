# task: tag-is-set-and-removed
# why: misconception: a check of one version is a check of the model; the others were never looked at.
# loses: 2
# message: set and delete on the one version that was named
def hand_over(name, version, team):
    client = MlflowClient()
    client.set_registered_model_tag(name, "team", team)
    for known in client.search_model_versions(f"name = '{name}'"):
        client.set_model_version_tag(name, known.version, "check", "passed")
        client.delete_model_version_tag(name, known.version, "todo")

# task: tag-is-set-and-removed
# why: misconception: an empty tag is no tag; the key is still there and a search for it still finds the version.
# loses: 3
# message: delete the tag, do not empty it
def hand_over(name, version, team):
    client = MlflowClient()
    client.set_registered_model_tag(name, "team", team)
    client.set_model_version_tag(name, version, "check", "passed")
    client.set_model_version_tag(name, version, "todo", "")

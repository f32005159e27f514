# task: tag-is-set-and-removed
# why: misconception: a tag of the model holds for the version; it says something about all versions and names none.
# loses: 3
# message: the tag check of this version should be passed
def hand_over(name, version, team):
    client = MlflowClient()
    client.set_registered_model_tag(name, "team", team)
    client.set_registered_model_tag(name, "check", "passed")
    client.delete_registered_model_tag(name, "todo")

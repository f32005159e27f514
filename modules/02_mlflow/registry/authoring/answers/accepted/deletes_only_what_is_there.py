# task: tag-is-set-and-removed
# why: whoever looks first deletes nothing in vain; a version's number may be text as well.
def hand_over(name, version, team):
    client = MlflowClient()
    found = client.get_model_version(name, str(version))
    for key in [key for key in found.tags if key == "todo"]:
        client.delete_model_version_tag(found.name, found.version, key)
    client.set_model_version_tag(found.name, found.version, "check", "passed")
    client.set_registered_model_tag(found.name, "team", team)

# task: stages-become-aliases
# why: misconception: the largest of the version texts is the highest version; as text, 9 stands behind 10.
# loses: 1
# message: compare numbers, not texts
def aliases_from_stages(name, stages):
    client, found = MlflowClient(), {}
    for stage, alias in (("Production", "champion"), ("Staging", "challenger")):
        numbers = stages.loc[stages["stage"] == stage, "version"]
        if len(numbers):
            found[alias] = int(numbers.max())
            client.set_registered_model_alias(name, alias, found[alias])
        else:
            client.delete_registered_model_alias(name, alias)
    return found

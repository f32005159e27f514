# task: stages-become-aliases
# why: misconception: what has no version in its stage needs no work; the old alias stays in charge.
# loses: 1
# message: remove the alias
def aliases_from_stages(name, stages):
    client, found = MlflowClient(), {}
    for stage, alias in (("Production", "champion"), ("Staging", "challenger")):
        numbers = stages.loc[stages["stage"] == stage, "version"]
        if len(numbers):
            found[alias] = int(numbers.astype(int).max())
            client.set_registered_model_alias(name, alias, found[alias])
    return found

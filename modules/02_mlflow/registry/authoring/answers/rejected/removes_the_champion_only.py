# task: stages-become-aliases
# why: misconception: only the champion is in charge, so only its alias must go; a challenger without a stage stays, too.
# loses: 1
# message: challenger still points to one; remove the alias
def aliases_from_stages(name, stages):
    client, found = MlflowClient(), {}
    for stage, alias in (("Production", "champion"), ("Staging", "challenger")):
        numbers = stages.loc[stages["stage"] == stage, "version"].astype(int)
        if len(numbers):
            found[alias] = int(numbers.max())
            client.set_registered_model_alias(name, alias, found[alias])
        elif alias == "champion":
            client.delete_registered_model_alias(name, alias)
    return found

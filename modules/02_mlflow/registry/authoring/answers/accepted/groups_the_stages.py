# task: stages-become-aliases
# why: remove both aliases first, then set what a grouped table holds.
def aliases_from_stages(name, stages):
    client = MlflowClient()
    highest = stages.assign(version=pd.to_numeric(stages["version"])).groupby("stage")["version"].max().to_dict()
    words = {"Production": "champion", "Staging": "challenger"}
    for alias in words.values():
        client.delete_registered_model_alias(name, alias)
    found = {alias: int(highest[stage]) for stage, alias in words.items() if stage in highest}
    for alias, number in found.items():
        client.set_registered_model_alias(name, alias, number)
    return found

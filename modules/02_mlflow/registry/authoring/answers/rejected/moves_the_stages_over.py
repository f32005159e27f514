# task: stages-become-aliases
# why: misconception: the stages have to be set in the new registry; jobs there ask for aliases, and Unity Catalog refuses the call.
# loses: 3
# message: champion should point to 6
def aliases_from_stages(name, stages):
    client = MlflowClient()
    for row in stages.itertuples():
        client.transition_model_version_stage(name, row.version, row.stage)
    numbers = stages.assign(version=stages["version"].astype(int)).groupby("stage")["version"].max()
    words = {"Production": "champion", "Staging": "challenger"}
    return {alias: int(numbers[stage]) for stage, alias in words.items() if stage in numbers}

# task: challenger-has-to-win
# why: misconception: the run has logged the RMSE already; it was measured on other rows, and for each model on its own.
# loses: 4
# message: the counts lie near the challenger's predictions
def change_places_if_better(name, rows):
    client = MlflowClient()
    versions = {alias: client.get_model_version_by_alias(name, alias) for alias in ("champion", "challenger")}
    logged = {alias: client.get_run(version.run_id).data.metrics["rmse"] for alias, version in versions.items()}
    wins = logged["challenger"] < logged["champion"]
    if wins:
        client.set_registered_model_alias(name, "champion", versions["challenger"].version)
        client.set_registered_model_alias(name, "challenger", versions["champion"].version)
    return wins

# task: challenger-has-to-win
# why: misconception: moving champion takes the other alias away; a version can have both, and the old champion is then nobody.
# loses: 4
# message: was expected
def change_places_if_better(name, rows):
    client = MlflowClient()
    aliases = client.get_registered_model(name).aliases
    models = {alias: mlflow.pyfunc.load_model(f"models:/{name}@{alias}") for alias in ("champion", "challenger")}
    errors = pd.DataFrame({alias: (model.predict(rows[FEATURES]) - rows["cnt"]) ** 2 for alias, model in models.items()})
    total, parts = errors.mean() ** 0.5, errors.groupby(rows["part"]).mean() ** 0.5
    wins = total["challenger"] < total["champion"] and (parts["challenger"] <= 1.05 * parts["champion"]).all()
    if wins:
        client.set_registered_model_alias(name, "champion", aliases["challenger"])
    return bool(wins)

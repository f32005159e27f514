# task: challenger-has-to-win
# why: misconception: a challenger must be better in each part; with enough parts no model ever is.
# loses: 2
# message: 5 % of the RMSE are allowed in a part
def change_places_if_better(name, rows):
    client = MlflowClient()
    aliases = client.get_registered_model(name).aliases
    models = {alias: mlflow.pyfunc.load_model(f"models:/{name}@{alias}") for alias in ("champion", "challenger")}
    errors = pd.DataFrame({alias: (model.predict(rows[FEATURES]) - rows["cnt"]) ** 2 for alias, model in models.items()})
    total, parts = errors.mean() ** 0.5, errors.groupby(rows["part"]).mean() ** 0.5
    wins = (parts["challenger"] < parts["champion"]).all()
    if wins:
        client.set_registered_model_alias(name, "champion", aliases["challenger"])
        client.set_registered_model_alias(name, "challenger", aliases["champion"])
    return bool(wins)

# task: challenger-has-to-win
# why: misconception: the mean of the parts' RMSE is that of all rows; it weighs large errors in one part too little.
# loses: 2
# message: take one RMSE over all rows
def change_places_if_better(name, rows):
    client = MlflowClient()
    aliases = client.get_registered_model(name).aliases
    models = {alias: mlflow.pyfunc.load_model(f"models:/{name}@{alias}") for alias in ("champion", "challenger")}
    errors = pd.DataFrame({alias: (model.predict(rows[FEATURES]) - rows["cnt"]) ** 2 for alias, model in models.items()})
    parts = errors.groupby(rows["part"]).mean() ** 0.5
    total = parts.mean()
    wins = total["challenger"] < total["champion"] and (parts["challenger"] <= 1.05 * parts["champion"]).all()
    if wins:
        client.set_registered_model_alias(name, "champion", aliases["challenger"])
        client.set_registered_model_alias(name, "challenger", aliases["champion"])
    return bool(wins)

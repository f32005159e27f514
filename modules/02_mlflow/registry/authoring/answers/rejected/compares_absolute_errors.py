# task: challenger-has-to-win
# why: misconception: one measure of error is as good as another.
# loses: 2
# message: a mean of absolute errors hides that
def change_places_if_better(name, rows):
    client = MlflowClient()
    aliases = client.get_registered_model(name).aliases
    models = {alias: mlflow.pyfunc.load_model(f"models:/{name}@{alias}") for alias in ("champion", "challenger")}
    errors = pd.DataFrame({alias: (model.predict(rows[FEATURES]) - rows["cnt"]).abs() for alias, model in models.items()})
    total, parts = errors.mean(), errors.groupby(rows["part"]).mean()
    wins = total["challenger"] < total["champion"] and (parts["challenger"] <= 1.05 * parts["champion"]).all()
    if wins:
        client.set_registered_model_alias(name, "champion", aliases["challenger"])
        client.set_registered_model_alias(name, "challenger", aliases["champion"])
    return bool(wins)

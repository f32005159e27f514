# task: challenger-has-to-win
# why: a loop with scikit-learn's metric, over models that are loaded by their numbers.
def change_places_if_better(name, rows):
    from sklearn.metrics import root_mean_squared_error

    client = MlflowClient()
    numbers = [client.get_model_version_by_alias(name, alias).version for alias in ("champion", "challenger")]
    champion, challenger = (mlflow.sklearn.load_model(f"models:/{name}/{number}") for number in numbers)

    def ratio(kept):
        mine, other = (root_mean_squared_error(kept["cnt"], model.predict(kept[FEATURES])) for model in (challenger, champion))
        return mine / other

    if ratio(rows) >= 1 or any(ratio(kept) > 1.05 for _, kept in rows.groupby("part")):
        return False
    for alias, number in zip(("challenger", "champion"), numbers, strict=True):
        client.set_registered_model_alias(name, alias, number)
    return True

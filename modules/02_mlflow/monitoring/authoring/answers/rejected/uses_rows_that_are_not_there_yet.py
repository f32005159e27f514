# task: later-rows-decide
# why: misconception: what lies in the table is the past; a replay then judges with the future.
# loses: 1
# message: rows of today and after are not there yet
def retrain(name, rows, today):
    client, end = MlflowClient(), pd.Timestamp(today)
    middle = end - pd.Timedelta(days=28)
    judging = rows[rows["day"] >= middle]
    training = rows[(rows["day"] >= middle - pd.Timedelta(days=365)) & (rows["day"] < middle)]
    champion, challenger = mlflow.pyfunc.load_model(f"models:/{name}@champion"), fit_demand(training)
    old, new = (float(np.sqrt(np.mean((m.predict(judging[FEATURES]) - judging["cnt"]) ** 2))) for m in (champion, challenger))
    with mlflow.start_run():
        mlflow.log_metric("rmse", new)
        logged = mlflow.sklearn.log_model(challenger, name="model", pip_requirements=["scikit-learn"])
    version, wins = int(mlflow.register_model(logged.model_uri, name).version), new < old
    client.set_model_version_tag(name, version, "decision", "promoted" if wins else "kept")
    client.set_model_version_tag(name, version, "champion_rmse", old)
    if wins:
        client.set_registered_model_alias(name, "champion", version)
    return version

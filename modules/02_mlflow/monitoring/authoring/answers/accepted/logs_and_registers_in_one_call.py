# task: later-rows-decide
# why: log_model registers by itself, and between() cuts by date.
def retrain(name, rows, today):
    client, age = MlflowClient(), (pd.Timestamp(today) - rows["day"]).dt.days
    judging, training = rows[age.between(1, 28)], rows[age.between(29, 393)]
    model, truth = fit_demand(training), judging["cnt"].to_numpy()
    before = client.get_model_version_by_alias(name, "champion").version
    old = mlflow.sklearn.load_model(f"models:/{name}/{before}").predict(judging[FEATURES])
    rmse, champion_rmse = (np.mean((p - truth) ** 2) ** 0.5 for p in (model.predict(judging[FEATURES]), old))
    with mlflow.start_run():
        made = mlflow.sklearn.log_model(model, name="model", registered_model_name=name, pip_requirements=["scikit-learn"])
        mlflow.log_metric("rmse", rmse)
    version, wins = int(made.registered_model_version), rmse < champion_rmse
    for key, value in {"decision": "promoted" if wins else "kept", "champion_rmse": f"{champion_rmse:.1f}"}.items():
        client.set_model_version_tag(name, str(version), key, value)
    if wins:
        client.set_registered_model_alias(name, "champion", str(version))
    return version

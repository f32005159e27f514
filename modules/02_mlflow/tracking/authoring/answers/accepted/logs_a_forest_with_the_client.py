# task: run-holds-what-it-claims
# why: the client logs into a run by its id, and any model will do that predicts from the three columns.
def track(train, later):
    from sklearn.ensemble import RandomForestRegressor
    from sklearn.metrics import max_error, root_mean_squared_error

    model = RandomForestRegressor(20, random_state=0).fit(train[features], train["body_mass_g"])
    guess, label = model.predict(later[features]), later["body_mass_g"]
    client = mlflow.MlflowClient()
    with mlflow.start_run() as run:
        mlflow.sklearn.log_model(
            model, name="model", pip_requirements=["scikit-learn"], skops_trusted_types=["sklearn.tree._tree.Tree"]
        )
    id = run.info.run_id
    client.log_param(id, "model", "RandomForestRegressor")
    client.log_param(id, "rows", train.shape[0])
    client.log_metric(id, "rmse", root_mean_squared_error(label, guess))
    client.log_dict(id, {"worst": max_error(label, guess), "mean_error": np.mean(guess - label)}, "errors.json")
    return id

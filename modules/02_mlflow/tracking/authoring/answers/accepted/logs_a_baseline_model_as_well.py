# task: run-holds-what-it-claims
# why: a run may hold more than one model; the name tells which one the numbers belong to.
def track(train, later):
    from sklearn.linear_model import LinearRegression

    model = LinearRegression().fit(train[features], train["body_mass_g"])
    baseline = DummyRegressor().fit(train[features], train["body_mass_g"])
    miss = model.predict(later[features]) - later["body_mass_g"]
    with mlflow.start_run() as run:
        mlflow.log_params({"model": "LinearRegression", "rows": len(train)})
        mlflow.log_metric("rmse", float(np.sqrt((miss**2).mean())))
        mlflow.log_dict({"mean_error": float(miss.mean()), "worst": float(miss.abs().max())}, "errors.json")
        mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
        mlflow.sklearn.log_model(baseline, name="baseline", pip_requirements=["scikit-learn"])
    return run.info.run_id

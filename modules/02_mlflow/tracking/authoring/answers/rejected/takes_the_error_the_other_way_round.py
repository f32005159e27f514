# task: run-holds-what-it-claims
# why: misconception: label minus prediction is the same error; a mean of errors then has the opposite sign.
# loses: 1
# message: the error is prediction minus label
def track(train, later):
    from sklearn.linear_model import LinearRegression

    model = LinearRegression().fit(train[features], train["body_mass_g"])
    miss = later["body_mass_g"] - model.predict(later[features])
    with mlflow.start_run() as run:
        mlflow.log_params({"model": "LinearRegression", "rows": len(train)})
        mlflow.log_metric("rmse", float(np.sqrt((miss**2).mean())))
        mlflow.log_dict({"mean_error": float(miss.mean()), "worst": float(miss.abs().max())}, "errors.json")
        mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
    return run.info.run_id

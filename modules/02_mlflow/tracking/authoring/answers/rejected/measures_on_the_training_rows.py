# task: run-holds-what-it-claims
# why: misconception: the error of a fit is its error on the rows that it was fitted on.
# loses: 3
# message: when it is measured again
def track(train, later):
    from sklearn.linear_model import LinearRegression

    model = LinearRegression().fit(train[features], train["body_mass_g"])
    miss = model.predict(train[features]) - train["body_mass_g"]
    with mlflow.start_run() as run:
        mlflow.log_params({"model": "LinearRegression", "rows": len(train)})
        mlflow.log_metric("rmse", float(np.sqrt((miss**2).mean())))
        mlflow.log_dict({"mean_error": float(miss.mean()), "worst": float(miss.abs().max())}, "errors.json")
        mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
    return run.info.run_id

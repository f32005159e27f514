# task: run-holds-what-it-claims
# why: misconception: a parameter can be any object; MLflow writes its text, with brackets, and no search for the class finds it.
# loses: 1
# message: no name of a class
def track(train, later):
    from sklearn.linear_model import LinearRegression

    model = LinearRegression().fit(train[features], train["body_mass_g"])
    miss = model.predict(later[features]) - later["body_mass_g"]
    with mlflow.start_run() as run:
        mlflow.log_params({"model": model, "rows": len(train)})
        mlflow.log_metric("rmse", float(np.sqrt((miss**2).mean())))
        mlflow.log_dict({"mean_error": float(miss.mean()), "worst": float(miss.abs().max())}, "errors.json")
        mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
    return run.info.run_id

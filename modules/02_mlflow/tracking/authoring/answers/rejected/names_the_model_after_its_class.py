# task: run-holds-what-it-claims
# why: misconception: a model's name only decorates it; whoever loads it looks under the name that was agreed.
# loses: 4
# message: one of them should be model
def track(train, later):
    from sklearn.linear_model import LinearRegression

    model = LinearRegression().fit(train[features], train["body_mass_g"])
    miss = model.predict(later[features]) - later["body_mass_g"]
    with mlflow.start_run() as run:
        mlflow.log_params({"model": "LinearRegression", "rows": len(train)})
        mlflow.log_metric("rmse", float(np.sqrt((miss**2).mean())))
        mlflow.log_dict({"mean_error": float(miss.mean()), "worst": float(miss.abs().max())}, "errors.json")
        mlflow.sklearn.log_model(model, name="LinearRegression", pip_requirements=["scikit-learn"])
    return run.info.run_id

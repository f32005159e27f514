# task: run-holds-what-it-claims
# why: misconception: refitting on all rows before logging only makes the model better; the logged error is then that of another model.
# loses: 3
# message: log what you measured with this very model
def track(train, later):
    from sklearn.linear_model import LinearRegression

    model = LinearRegression().fit(train[features], train["body_mass_g"])
    miss = model.predict(later[features]) - later["body_mass_g"]
    everything = pd.concat([train, later])
    with mlflow.start_run() as run:
        mlflow.log_params({"model": "LinearRegression", "rows": len(train)})
        mlflow.log_metric("rmse", float(np.sqrt((miss**2).mean())))
        mlflow.log_dict({"mean_error": float(miss.mean()), "worst": float(miss.abs().max())}, "errors.json")
        final = LinearRegression().fit(everything[features], everything["body_mass_g"])
        mlflow.sklearn.log_model(final, name="model", pip_requirements=["scikit-learn"])
    return run.info.run_id

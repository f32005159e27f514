# task: run-holds-what-it-claims
# why: misconception: more rows make a better model, so the later ones are fitted, too; then nothing is left to measure it on.
# loses: 1
# message: fit it on train alone
def track(train, later):
    from sklearn.linear_model import LinearRegression

    everything = pd.concat([train, later])
    model = LinearRegression().fit(everything[features], everything["body_mass_g"])
    miss = model.predict(later[features]) - later["body_mass_g"]
    with mlflow.start_run() as run:
        mlflow.log_params({"model": "LinearRegression", "rows": len(train)})
        mlflow.log_metric("rmse", float(np.sqrt((miss**2).mean())))
        mlflow.log_dict({"mean_error": float(miss.mean()), "worst": float(miss.abs().max())}, "errors.json")
        mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
    return run.info.run_id

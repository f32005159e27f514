# task: run-holds-what-it-claims
# why: log_artifact copies a file that is already there into the run; a pipeline is a model like any other.
def track(train, later):
    import json
    import tempfile
    from pathlib import Path

    from sklearn.linear_model import Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    mlflow.start_run(run_name="scaled")
    model = make_pipeline(StandardScaler(), Ridge()).fit(train[features], train["body_mass_g"])
    miss = model.predict(later[features]) - later["body_mass_g"].to_numpy()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "errors.json")
        path.write_text(json.dumps({"mean_error": miss.mean(), "worst": abs(miss).max(), "rows": len(later)}))
        mlflow.log_artifact(str(path))
    mlflow.log_param("model", "Pipeline")
    mlflow.log_param("rows", len(train.index))
    mlflow.log_metrics({"rmse": np.sqrt(np.mean(miss**2)), "mae": abs(miss).mean()})
    mlflow.sklearn.log_model(model, name="model", input_example=later[features].head(2), pip_requirements=["scikit-learn"])
    id = mlflow.active_run().info.run_id
    mlflow.end_run()
    return id

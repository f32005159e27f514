# task: version-is-registered
# why: log_model can register what it logs.
def register_demand(name, rows):
    model = fit_demand(rows)
    with mlflow.start_run():
        logged = mlflow.sklearn.log_model(
            model,
            name="demand",
            input_example=rows[FEATURES].head(3),
            pip_requirements=["scikit-learn"],
            registered_model_name=name,
        )
    return int(logged.registered_model_version)

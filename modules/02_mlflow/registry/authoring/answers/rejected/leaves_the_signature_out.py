# task: version-is-registered
# why: misconception: a signature is decoration; Unity Catalog takes no model without one.
# loses: 1
# message: Unity Catalog would refuse it
def register_demand(name, rows):
    model = fit_demand(rows)
    with mlflow.start_run():
        logged = mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
    return int(mlflow.register_model(logged.model_uri, name).version)

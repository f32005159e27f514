# task: version-is-registered
# why: misconception: a signature describes what goes in; what comes out belongs to it as well.
# loses: 1
# message: the signature names only one side
def register_demand(name, rows):
    model = fit_demand(rows)
    with mlflow.start_run():
        logged = mlflow.sklearn.log_model(model, name="model", signature=infer_signature(rows[FEATURES]), pip_requirements=["scikit-learn"])
    return int(mlflow.register_model(logged.model_uri, name).version)

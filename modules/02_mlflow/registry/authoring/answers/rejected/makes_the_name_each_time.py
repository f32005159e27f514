# task: version-is-registered
# why: misconception: the name is made again with each version; from the second call on it exists already.
# loses: 1
# message: did not come to its end with what this hidden test gave it
def register_demand(name, rows):
    model = fit_demand(rows)
    signature = infer_signature(rows[FEATURES], model.predict(rows[FEATURES]))
    with mlflow.start_run():
        logged = mlflow.sklearn.log_model(model, name="model", signature=signature, pip_requirements=["scikit-learn"])
    MlflowClient().create_registered_model(name)
    return int(MlflowClient().create_model_version(name, logged.model_uri, logged.run_id).version)

# task: version-is-registered
# why: the client makes the name and the version in two steps.
def register_demand(name, rows):
    client = MlflowClient()
    model = fit_demand(rows)
    with mlflow.start_run() as run:
        signature = infer_signature(rows[FEATURES], model.predict(rows[FEATURES]))
        logged = mlflow.sklearn.log_model(model, name="model", signature=signature, pip_requirements=["scikit-learn"])
    try:
        client.create_registered_model(name)
    except MlflowException:
        pass
    return int(client.create_model_version(name, logged.model_uri, run_id=run.info.run_id).version)

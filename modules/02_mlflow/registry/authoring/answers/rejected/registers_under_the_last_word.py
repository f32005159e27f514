# task: version-is-registered
# why: misconception: catalog and schema are a place and not part of the name; jobs then look for a name that is not there.
# loses: 3
# message: there is no registered model city.bikes.tandems
def register_demand(name, rows):
    model = fit_demand(rows)
    signature = infer_signature(rows[FEATURES], model.predict(rows[FEATURES]))
    with mlflow.start_run():
        logged = mlflow.sklearn.log_model(model, name="model", signature=signature, pip_requirements=["scikit-learn"])
    return int(mlflow.register_model(logged.model_uri, name.split(".")[-1]).version)

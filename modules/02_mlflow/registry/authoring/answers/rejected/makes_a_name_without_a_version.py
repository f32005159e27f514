# task: version-is-registered
# why: misconception: create_registered_model registers a model; it makes an empty name.
# loses: 3
# message: a name alone is no version
def register_demand(name, rows):
    model = fit_demand(rows)
    signature = infer_signature(rows[FEATURES], model.predict(rows[FEATURES]))
    with mlflow.start_run():
        logged = mlflow.sklearn.log_model(model, name="model", signature=signature, pip_requirements=["scikit-learn"])
    if not MlflowClient().search_registered_models(f"name = '{name}'"):
        MlflowClient().create_registered_model(name)
    return 1

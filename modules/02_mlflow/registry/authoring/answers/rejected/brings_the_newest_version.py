# task: model-or-code-arrives
# why: misconception: the newest version is the one to promote; the alias says which one is in charge.
# loses: 2
# message: copy the version that the alias names
def bring_over(what, source, target, rows):
    client = MlflowClient()
    if what == "model":
        arrived = client.copy_model_version(f"models:/{source}/latest", target)
    else:
        with mlflow.start_run():
            logged = mlflow.sklearn.log_model(fit_demand(rows), name="model", pip_requirements=["scikit-learn"])
        arrived = mlflow.register_model(logged.model_uri, target)
    client.set_registered_model_alias(target, "challenger", arrived.version)
    return int(arrived.version)

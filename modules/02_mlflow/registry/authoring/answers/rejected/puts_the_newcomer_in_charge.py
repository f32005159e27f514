# task: model-or-code-arrives
# why: misconception: what arrives in production is in charge there; it has not won against anybody yet.
# loses: 1
# message: it is a challenger
def bring_over(what, source, target, rows):
    client = MlflowClient()
    if what == "model":
        arrived = client.copy_model_version(f"models:/{source}@champion", target)
    else:
        with mlflow.start_run():
            logged = mlflow.sklearn.log_model(fit_demand(rows), name="model", pip_requirements=["scikit-learn"])
        arrived = mlflow.register_model(logged.model_uri, target)
    client.set_registered_model_alias(target, "challenger", arrived.version)
    client.set_registered_model_alias(target, "champion", arrived.version)
    return int(arrived.version)

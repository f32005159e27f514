# task: model-or-code-arrives
# why: misconception: promoting a model means to make it again; what was approved is then not what runs.
# loses: 2
# message: and train nothing
def bring_over(what, source, target, rows):
    with mlflow.start_run():
        logged = mlflow.sklearn.log_model(fit_demand(rows), name="model", pip_requirements=["scikit-learn"])
    arrived = mlflow.register_model(logged.model_uri, target)
    MlflowClient().set_registered_model_alias(target, "challenger", arrived.version)
    return int(arrived.version)

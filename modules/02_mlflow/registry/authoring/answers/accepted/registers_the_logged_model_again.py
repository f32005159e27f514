# task: model-or-code-arrives
# why: one logged model may stand under two names; that is no second training.
def bring_over(what, source, target, rows):
    client = MlflowClient()
    if not client.search_registered_models(f"name = '{target}'"):
        client.create_registered_model(target)
    if what == "model":
        champion = client.get_model_version_by_alias(source, "champion")
        uri, run = champion.source, champion.run_id
    else:
        with mlflow.start_run():
            logged = mlflow.sklearn.log_model(fit_demand(rows), name="code", pip_requirements=["scikit-learn"])
        uri, run = logged.model_uri, logged.run_id
    number = int(client.create_model_version(target, uri, run).version)
    client.set_registered_model_alias(target, "challenger", number)
    return number

# task: metric-belongs-to-model-and-rows
# why: the client logs with names instead of a dataset object, and the smallest value is found in Python.
def measure(model_id, rows, name):
    client = MlflowClient()
    found = mlflow.sklearn.load_model(f"models:/{model_id}").predict(rows[FEATURES])
    rmse = ((found - rows["cnt"].to_numpy()) ** 2).mean() ** 0.5
    run = client.create_run(mlflow.get_experiment_by_name("models").experiment_id)
    client.log_metric(run.info.run_id, "rmse", rmse, model_id=model_id, dataset_name=name, dataset_digest="1")
    client.set_terminated(run.info.run_id)
    return rmse


def best_model(name):
    found = {}
    for model in mlflow.search_logged_models(output_format="list"):
        for metric in model.metrics or []:
            if metric.key == "rmse" and metric.dataset_name == name:
                found[model.model_id] = metric.value
    return min(found, key=found.get)

# task: metric-belongs-to-model-and-rows
# why: misconception: the best is the highest; that fits R² and accuracy, not an error.
# loses: 3
# message: the lowest RMSE is the best
def measure(model_id, rows, name):
    answers = mlflow.pyfunc.load_model(f"models:/{model_id}").predict(rows[FEATURES])
    rmse = float(np.sqrt(np.mean((answers - rows["cnt"]) ** 2)))
    with mlflow.start_run():
        mlflow.log_metric("rmse", rmse, model_id=model_id, dataset=mlflow.data.from_pandas(rows, name=name))
    return rmse


def best_model(name):
    order = [{"field_name": "metrics.rmse", "ascending": False, "dataset_name": name}]
    return mlflow.search_logged_models(order_by=order, output_format="list")[0].model_id

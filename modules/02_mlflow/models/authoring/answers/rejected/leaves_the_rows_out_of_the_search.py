# task: metric-belongs-to-model-and-rows
# why: misconception: a metric has one value for each model; it has one for each data set, and the search takes any unless told.
# loses: 2
# message: name the data set when you sort
def measure(model_id, rows, name):
    answers = mlflow.pyfunc.load_model(f"models:/{model_id}").predict(rows[FEATURES])
    rmse = float(np.sqrt(np.mean((answers - rows["cnt"]) ** 2)))
    with mlflow.start_run():
        mlflow.log_metric("rmse", rmse, model_id=model_id, dataset=mlflow.data.from_pandas(rows, name=name))
    return rmse


def best_model(name):
    order = [{"field_name": "metrics.rmse", "ascending": True}]
    return mlflow.search_logged_models(order_by=order, output_format="list")[0].model_id

# task: metric-belongs-to-model-and-rows
# why: misconception: the run and the model are one thing; in MLflow 3 a metric reaches a model only when it is linked.
# loses: 3
# message: it belongs to the run alone
def measure(model_id, rows, name):
    answers = mlflow.pyfunc.load_model(f"models:/{model_id}").predict(rows[FEATURES])
    rmse = float(np.sqrt(np.mean((answers - rows["cnt"]) ** 2)))
    with mlflow.start_run(tags={"model": model_id, "rows": name}):
        mlflow.log_metric("rmse", rmse)
    return rmse


def best_model(name):
    runs = mlflow.search_runs(filter_string=f"tags.rows = '{name}'", order_by=["metrics.rmse ASC"])
    return runs["tags.model"][0]

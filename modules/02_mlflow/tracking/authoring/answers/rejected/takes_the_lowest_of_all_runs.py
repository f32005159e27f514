# task: best-run-comes-back
# why: misconception: the lowest number is the best run; failed runs and runs on training rows have numbers, too.
# loses: 3
# message: what a failed run has logged so far is no result
def best_forecast(records, rows):
    name = replay(records)
    found = mlflow.search_runs(experiment_names=[name], order_by=["metrics.rmse ASC"], max_results=1, output_format="list")
    id = found[0].info.run_id
    return id, mlflow.pyfunc.load_model(f"runs:/{id}/model").predict(rows).tolist()

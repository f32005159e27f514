# task: best-run-comes-back
# why: misconception: a search returns the best run first; without an order it returns the newest.
# loses: 4
# message: it is the newest
def best_forecast(records, rows):
    name = replay(records)
    found = mlflow.search_runs(
        experiment_names=[name],
        filter_string="attributes.status = 'FINISHED' and tags.data = 'later' and metrics.rmse > 0",
        output_format="list",
    )
    id = found[0].info.run_id
    return id, mlflow.pyfunc.load_model(f"runs:/{id}/model").predict(rows).tolist()

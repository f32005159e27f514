# task: best-run-comes-back
# why: misconception: a run is as good as its best moment; the model that was logged is the one at the end.
# loses: 3
# message: a table of runs shows the last value
def best_forecast(records, rows):
    client = mlflow.MlflowClient()
    home = client.get_experiment_by_name(replay(records))
    runs = client.search_runs([home.experiment_id], "attributes.status = 'FINISHED' and tags.data = 'later'")

    def lowest(run):
        return min((point.value for point in client.get_metric_history(run.info.run_id, "rmse")), default=np.inf)

    id = min(runs, key=lowest).info.run_id
    return id, mlflow.pyfunc.load_model(f"runs:/{id}/model").predict(rows).tolist()

# task: best-run-comes-back
# why: the client returns Run objects; plain Python may choose among them.
def best_forecast(records, rows):
    client = mlflow.MlflowClient()
    home = client.get_experiment_by_name(replay(records))
    runs = client.search_runs([home.experiment_id], "tags.data = 'later'")
    done = [run for run in runs if run.info.status == "FINISHED" and "rmse" in run.data.metrics]
    best = min(done, key=lambda run: run.data.metrics["rmse"])
    model = mlflow.sklearn.load_model(f"runs:/{best.info.run_id}/model")
    return best.info.run_id, list(map(float, model.predict(rows)))

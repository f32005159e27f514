# task: best-run-comes-back
# why: the runs as a frame, filtered and sorted there; the model by its own id, as MLflow 3 keeps it.
def best_forecast(records, rows):
    name = replay(records)
    runs = mlflow.search_runs(experiment_names=[name])
    honest = runs[(runs["status"] == "FINISHED") & (runs["tags.data"] == "later")]
    id = honest.sort_values("metrics.rmse").iloc[0]["run_id"]
    home = mlflow.get_experiment_by_name(name).experiment_id
    models = mlflow.search_logged_models(experiment_ids=[home], output_format="list")
    model = next(model for model in models if model.source_run_id == id)
    return id, [float(value) for value in mlflow.pyfunc.load_model(f"models:/{model.model_id}").predict(rows)]

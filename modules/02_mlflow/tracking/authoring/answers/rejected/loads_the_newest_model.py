# task: best-run-comes-back
# why: misconception: the last model of an experiment is that of the run at hand; a model belongs to the run that logged it.
# loses: 2
# message: load the model by the id of the run that you return
def best_forecast(records, rows):
    name = replay(records)
    found = mlflow.search_runs(
        experiment_names=[name],
        filter_string="attributes.status = 'FINISHED' and tags.data = 'later'",
        order_by=["metrics.rmse ASC"],
        output_format="list",
    )
    home = mlflow.get_experiment_by_name(name).experiment_id
    newest = mlflow.search_logged_models(experiment_ids=[home], output_format="list")[0]
    return found[0].info.run_id, mlflow.pyfunc.load_model(newest.model_uri).predict(rows).tolist()

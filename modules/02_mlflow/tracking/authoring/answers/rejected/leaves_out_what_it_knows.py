# task: best-run-comes-back
# why: misconception: what has not failed has finished, and what is not from training rows is from later ones.
# loses: 2
# message: the run you chose is not the best of the honest ones
def best_forecast(records, rows):
    name = replay(records)
    found = mlflow.search_runs(
        experiment_names=[name],
        filter_string="attributes.status != 'FAILED' and tags.data != 'training'",
        order_by=["metrics.rmse ASC"],
        output_format="list",
    )
    found = [run for run in found if "rmse" in run.data.metrics]
    id = found[0].info.run_id
    return id, [float(value) for value in mlflow.pyfunc.load_model(f"runs:/{id}/model").predict(rows)]

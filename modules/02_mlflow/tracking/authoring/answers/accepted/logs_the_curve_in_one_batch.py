# task: curve-keeps-its-steps
# why: the client writes many points in one call; a point is a Metric with a value, a time and a step.
def track_curve(errors):
    from mlflow.entities import Metric

    lowest = int(np.argmin(errors))
    points = [Metric("rmse", error, 0, step) for step, error in enumerate(errors, 1)]
    points += [Metric("best_rmse", errors[lowest], 0, 0), Metric("best_round", lowest + 1, 0, 0)]
    client = mlflow.MlflowClient()
    run = client.create_run(experiment.experiment_id)
    client.log_batch(run.info.run_id, metrics=points)
    client.set_terminated(run.info.run_id)
    return run.info.run_id

# task: curve-keeps-its-steps
# why: misconception: one metric holds one value, so each round needs a name of its own; no chart can then draw the curve.
# loses: 3
# message: each round should be one value
def track_curve(errors):
    with mlflow.start_run() as run:
        for number, error in enumerate(errors, start=1):
            mlflow.log_metric(f"rmse_{number}", error)
        mlflow.log_metric("rmse", errors[-1], step=len(errors))
        mlflow.log_metrics({"best_rmse": min(errors), "best_round": errors.index(min(errors)) + 1})
    return run.info.run_id

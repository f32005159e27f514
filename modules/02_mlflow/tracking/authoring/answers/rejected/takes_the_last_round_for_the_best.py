# task: curve-keeps-its-steps
# why: misconception: training only gets better, so the last round is the best one.
# loses: 3
# message: the lowest error is 360.0, and round 3 had it
def track_curve(errors):
    with mlflow.start_run() as run:
        for number, error in enumerate(errors, start=1):
            mlflow.log_metric("rmse", error, step=number)
        mlflow.log_metrics({"best_rmse": errors[-1], "best_round": len(errors)})
    return run.info.run_id

# task: curve-keeps-its-steps
# why: misconception: MLflow counts the steps by itself; without a step every value belongs to step 0.
# loses: 3
# message: with its number from 1 on as the step
def track_curve(errors):
    with mlflow.start_run() as run:
        for error in errors:
            mlflow.log_metric("rmse", error)
        mlflow.log_metrics({"best_rmse": min(errors), "best_round": errors.index(min(errors)) + 1})
    return run.info.run_id

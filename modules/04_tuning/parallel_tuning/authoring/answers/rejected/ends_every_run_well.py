# task: record-has-failures-too
# why: misconception: MLflow sees by itself that a trial failed; a with block that no exception leaves ends as FINISHED.
# loses: 2
# message: has the status FINISHED
def record_search(trials):
    best = min((trial for trial in trials if trial["status"] == "ok"), key=lambda trial: trial["loss"])
    with mlflow.start_run() as parent:
        for trial in trials:
            with mlflow.start_run(nested=True, tags={"tid": str(trial["tid"]), "status": trial["status"]}):
                mlflow.log_params(trial["vals"])
                if trial["status"] == "ok":
                    mlflow.log_metric("loss", trial["loss"])
        mlflow.log_params(best["vals"])
        mlflow.log_metric("loss", best["loss"])
    return parent.info.run_id

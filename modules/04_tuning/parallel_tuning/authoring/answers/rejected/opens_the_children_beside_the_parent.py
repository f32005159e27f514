# task: record-has-failures-too
# why: misconception: runs of one experiment belong together; without nested=True inside the open parent they are only neighbours.
# loses: 4
# message: is a nested run of its own
def record_search(trials):
    best = min((trial for trial in trials if trial["status"] == "ok"), key=lambda trial: trial["loss"])
    for trial in trials:
        mlflow.start_run(run_name=f"search, trial {trial['tid']}", tags={"tid": str(trial["tid"])})
        mlflow.log_params(trial["vals"])
        if trial["status"] == "ok":
            mlflow.log_metric("loss", trial["loss"])
        mlflow.end_run("FINISHED" if trial["status"] == "ok" else "FAILED")
    with mlflow.start_run(run_name="search") as parent:
        mlflow.log_params(best["vals"])
        mlflow.log_metric("loss", best["loss"])
    return parent.info.run_id

# task: record-has-failures-too
# why: the client makes child runs with the parent's id as a tag, in any order, and ends each with a status.
def record_search(trials):
    client = mlflow.MlflowClient()
    parent = client.create_run(experiment.experiment_id).info.run_id
    best = None
    for trial in sorted(trials, key=lambda trial: trial["tid"]):
        tags = {"mlflow.parentRunId": parent, "tid": str(trial["tid"])}
        child = client.create_run(experiment.experiment_id, tags=tags).info.run_id
        for name, value in trial["vals"].items():
            client.log_param(child, name, value)
        if trial["status"] != "ok":
            client.set_terminated(child, status="FAILED")
            continue
        client.log_metric(child, "loss", trial["loss"])
        client.set_terminated(child)
        best = trial if best is None or trial["loss"] < best["loss"] else best
    for name, value in best["vals"].items():
        client.log_param(parent, name, value)
    client.log_metric(parent, "loss", best["loss"])
    client.set_terminated(parent)
    return parent

# task: trials-leave-a-record
# why: the client writes a run without any block: it names the parent in a tag and sets the status itself.
def run_trials(candidates, train, valid):
    client, fitted = mlflow.MlflowClient(), {}
    home = experiment.experiment_id
    parent = client.create_run(home, run_name="by hand").info.run_id
    for candidate in candidates:
        child = client.create_run(home, tags={"mlflow.parentRunId": parent}).info.run_id
        for name, value in candidate.items():
            client.log_param(child, name, value)
        try:
            model = build(candidate)
            model.fit(train[INPUTS], train["high"])
            likely = model.predict_proba(valid[INPUTS])[:, list(model.classes_).index(1)]
        except Exception:
            client.set_terminated(child, "FAILED")
            continue
        auc = float(roc_auc_score(valid["high"], likely))
        client.log_metric(child, "auc", auc)
        client.set_terminated(child)
        fitted[child] = (auc, model)
    best = max(fitted, key=lambda child: fitted[child][0])
    with mlflow.start_run(run_id=parent):
        mlflow.sklearn.log_model(fitted[best][1], name="model", pip_requirements=["scikit-learn"])
        mlflow.log_metric("best_auc", fitted[best][0])
    return parent

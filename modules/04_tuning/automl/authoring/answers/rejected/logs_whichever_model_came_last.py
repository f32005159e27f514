# task: trials-leave-a-record
# why: misconception: the variable of the loop holds the best model; it holds the last one.
# loses: 2
# message: keep the pipeline when its AUC is the best so far
def run_trials(candidates, train, valid):
    aucs = []
    with mlflow.start_run() as parent:
        for candidate in candidates:
            with contextlib.suppress(Exception), mlflow.start_run(nested=True):
                mlflow.log_params(candidate)
                model = build(candidate)
                model.fit(train[INPUTS], train["high"])
                fitted = model
                aucs.append(float(roc_auc_score(valid["high"], model.predict_proba(valid[INPUTS])[:, 1])))
                mlflow.log_metric("auc", aucs[-1])
        mlflow.log_metric("best_auc", max(aucs))
        mlflow.sklearn.log_model(fitted, name="model", pip_requirements=["scikit-learn"])
    return parent.info.run_id

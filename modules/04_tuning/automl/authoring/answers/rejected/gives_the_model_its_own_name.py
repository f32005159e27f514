# task: trials-leave-a-record
# why: misconception: the name of a logged model is a label; it is also the place where others look for it.
# loses: 2
# message: no model under the name model
def run_trials(candidates, train, valid):
    best, winner = -1.0, None
    with mlflow.start_run() as parent:
        for candidate in candidates:
            with contextlib.suppress(Exception), mlflow.start_run(nested=True):
                mlflow.log_params(candidate)
                model = build(candidate).fit(train[INPUTS], train["high"])
                auc = float(roc_auc_score(valid["high"], model.predict_proba(valid[INPUTS])[:, 1]))
                mlflow.log_metric("auc", auc)
                if auc > best:
                    best, winner = auc, model
        mlflow.log_metric("best_auc", best)
        mlflow.sklearn.log_model(winner, name="winner", pip_requirements=["scikit-learn"])
    return parent.info.run_id

# task: trials-leave-a-record
# why: misconception: a caught error is a failed run; the block ends well, so the run is called finished.
# loses: 3
# message: catch it outside
def run_trials(candidates, train, valid):
    best, winner = -1.0, None
    with mlflow.start_run() as parent:
        for candidate in candidates:
            with mlflow.start_run(nested=True):
                mlflow.log_params(candidate)
                try:
                    model = build(candidate).fit(train[INPUTS], train["high"])
                    auc = float(roc_auc_score(valid["high"], model.predict_proba(valid[INPUTS])[:, 1]))
                except ValueError:
                    continue
                mlflow.log_metric("auc", auc)
                if auc > best:
                    best, winner = auc, model
        mlflow.log_metric("best_auc", best)
        mlflow.sklearn.log_model(winner, name="model", pip_requirements=["scikit-learn"])
    return parent.info.run_id

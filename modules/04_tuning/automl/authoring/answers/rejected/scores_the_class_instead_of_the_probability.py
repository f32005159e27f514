# task: trials-leave-a-record
# why: misconception: the AUC of the predicted classes is the model's AUC; it knows one threshold only.
# loses: 3
# message: with the probability for label 1
def run_trials(candidates, train, valid):
    best, winner = -1.0, None
    with mlflow.start_run() as parent:
        for candidate in candidates:
            with contextlib.suppress(Exception), mlflow.start_run(nested=True):
                mlflow.log_params(candidate)
                model = build(candidate).fit(train[INPUTS], train["high"])
                auc = float(roc_auc_score(valid["high"], model.predict(valid[INPUTS])))
                mlflow.log_metric("auc", auc)
                if auc > best:
                    best, winner = auc, model
        mlflow.log_metric("best_auc", best)
        mlflow.sklearn.log_model(winner, name="model", pip_requirements=["scikit-learn"])
    return parent.info.run_id

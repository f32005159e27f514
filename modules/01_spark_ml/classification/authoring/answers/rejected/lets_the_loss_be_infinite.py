# task: scores-are-measured-as-scores
# why: misconception: the logarithm of a probability needs no care; one flight with probability 0 then makes the mean infinite.
# loses: 1
# message: got probability 0 for what came true
def score_metrics(scored):
    import numpy as np
    from sklearn import metrics

    rows = scored.select("late", "probability").toPandas()
    p = rows["probability"].map(lambda vector: float(vector[1])).to_numpy()
    late = rows["late"].to_numpy()
    with np.errstate(divide="ignore"):
        loss = float(-np.log(np.where(late == 1, p, 1 - p)).mean())
    return {
        "roc_auc": float(metrics.roc_auc_score(late, p)),
        "pr_auc": float(metrics.average_precision_score(late, p)),
        "log_loss": loss,
    }

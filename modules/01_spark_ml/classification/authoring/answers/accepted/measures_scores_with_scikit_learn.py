# task: scores-are-measured-as-scores
# why: average precision sums the PR curve by steps; the probability of late ranks like the log odds.
def score_metrics(scored):
    import numpy as np
    from sklearn import metrics

    rows = scored.select("late", "probability").toPandas()
    p = rows["probability"].map(lambda vector: float(vector[1])).to_numpy()
    late = rows["late"].to_numpy()
    truth = np.where(late == 1, p, 1 - p).clip(1e-15, 1)
    return {
        "roc_auc": float(metrics.roc_auc_score(late, p)),
        "pr_auc": float(metrics.average_precision_score(late, p)),
        "log_loss": float(-np.log(truth).mean()),
    }

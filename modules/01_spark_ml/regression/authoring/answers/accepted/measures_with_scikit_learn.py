# task: metrics-follow-their-definitions
# why: on one machine scikit-learn's functions have the same definitions; NumPy floats are floats.
def regression_metrics(scored, label, prediction):
    from sklearn import metrics

    judged = scored.select(label, prediction).toPandas().dropna()
    y, p = judged[label], judged[prediction]
    return {
        "rmse": metrics.root_mean_squared_error(y, p),
        "mae": metrics.mean_absolute_error(y, p),
        "r2": metrics.r2_score(y, p),
    }

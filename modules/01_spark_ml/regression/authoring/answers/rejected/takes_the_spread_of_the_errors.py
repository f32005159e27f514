# task: metrics-follow-their-definitions
# why: misconception: RMSE is the standard deviation of the errors; that forgets the part that all errors have in common.
# loses: 4
# message: rmse is
def regression_metrics(scored, label, prediction):
    judged = scored.dropna(subset=[label, prediction])
    error = F.col(label) - F.col(prediction)
    rmse, mae, mse, variance = judged.agg(
        F.stddev_pop(error), F.avg(F.abs(error)), F.avg(error**2), F.var_pop(label)
    ).first()
    return {"rmse": rmse, "mae": mae, "r2": 1 - mse / variance}

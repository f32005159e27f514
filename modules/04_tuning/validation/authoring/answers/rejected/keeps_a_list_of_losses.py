# task: the-choice-knows-its-doubt
# why: misconception: rmse, mse, mae and logLoss are all the metrics of which less is better.
# loses: 1
# message: best should be the combination with the
def choose(scores, evaluator):
    sign = -1 if evaluator.getMetricName() in {"rmse", "mse", "mae", "logLoss"} else 1
    table = scores.groupby("combination").agg(size=("size", "first"), mean=("score", "mean"), error=("score", "sem"))
    best = (sign * table["mean"]).idxmax()
    mean, error = float(table.loc[best, "mean"]), float(table.loc[best, "error"])
    close = table[sign * (mean - table["mean"]) <= error]
    return {"best": best, "mean": mean, "error": error, "chosen": close["size"].idxmin()}

# task: metrics-follow-their-definitions
# why: misconception: R² is a share and lies between 0 and 1; a model that is worse than the mean has a negative one.
# loses: 1
# message: cut at zero
def regression_metrics(scored, label, prediction):
    from pyspark.ml.evaluation import RegressionEvaluator

    judged = scored.dropna(subset=[label, prediction])
    evaluator = RegressionEvaluator(labelCol=label, predictionCol=prediction)
    metrics = {name: evaluator.setMetricName(name).evaluate(judged) for name in ("rmse", "mae", "r2")}
    return metrics | {"r2": max(0.0, metrics["r2"])}

# task: metrics-follow-their-definitions
# why: misconception: the evaluator skips rows without a label, as SQL's aggregates do.
# loses: 1
# message: did not come to its end with what this hidden test gave it
def regression_metrics(scored, label, prediction):
    from pyspark.ml.evaluation import RegressionEvaluator

    evaluator = RegressionEvaluator(labelCol=label, predictionCol=prediction)
    return {name: evaluator.setMetricName(name).evaluate(scored) for name in ("rmse", "mae", "r2")}

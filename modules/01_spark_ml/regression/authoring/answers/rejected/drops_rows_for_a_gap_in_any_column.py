# task: metrics-follow-their-definitions
# why: misconception: dropna() without a subset is harmless; it also drops a judged flight whose tail number is missing.
# loses: 1
# message: count the rows that have both a label and a prediction
def regression_metrics(scored, label, prediction):
    from pyspark.ml.evaluation import RegressionEvaluator

    judged = scored.dropna()
    evaluator = RegressionEvaluator(labelCol=label, predictionCol=prediction)
    return {name: evaluator.setMetricName(name).evaluate(judged) for name in ("rmse", "mae", "r2")}

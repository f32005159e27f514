# task: metrics-follow-their-definitions
# why: misconception: a missing delay is a delay of zero; the cancelled flights then look perfectly punctual.
# loses: 1
# message: count the rows that have both a label and a prediction
def regression_metrics(scored, label, prediction):
    from pyspark.ml.evaluation import RegressionEvaluator

    judged = scored.fillna(0.0, subset=[label, prediction])
    evaluator = RegressionEvaluator(labelCol=label, predictionCol=prediction)
    return {name: evaluator.setMetricName(name).evaluate(judged) for name in ("rmse", "mae", "r2")}

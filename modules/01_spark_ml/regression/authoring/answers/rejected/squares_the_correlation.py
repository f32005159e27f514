# task: metrics-follow-their-definitions
# why: misconception: R² is the squared correlation; that is blind to bias and can never be below zero.
# loses: 4
# message: r2 is
def regression_metrics(scored, label, prediction):
    from pyspark.ml.evaluation import RegressionEvaluator

    judged = scored.dropna(subset=[label, prediction])
    evaluator = RegressionEvaluator(labelCol=label, predictionCol=prediction)
    return {
        "rmse": evaluator.setMetricName("rmse").evaluate(judged),
        "mae": evaluator.setMetricName("mae").evaluate(judged),
        "r2": judged.stat.corr(label, prediction) ** 2,
    }

# task: metric-follows-the-goal
# why: misconception: RMSE is the metric of regression, so one ranking serves everybody.
# loses: 3
# message: for app you chose never_far_off
def best_model(scored, candidates, goal):
    from pyspark.ml.evaluation import RegressionEvaluator

    return min(
        candidates,
        key=lambda name: RegressionEvaluator(labelCol="arr_delay", predictionCol=name, metricName="rmse").evaluate(scored),
    )

# task: metric-follows-the-goal
# why: R² ranks models on the same rows as RMSE does, only upside down; the other two goals use MAE and the difference of sums.
def best_model(scored, candidates, goal):
    from pyspark.ml.evaluation import RegressionEvaluator

    def evaluate(candidate, metric):
        return RegressionEvaluator(labelCol="arr_delay", predictionCol=candidate, metricName=metric).evaluate(scored)

    if goal == "crew":
        return max(candidates, key=lambda candidate: evaluate(candidate, "r2"))
    if goal == "app":
        return min(candidates, key=lambda candidate: evaluate(candidate, "mae"))
    sums = scored.agg(*[F.sum(name).alias(name) for name in ["arr_delay", *candidates]]).first()
    return min(candidates, key=lambda candidate: abs(sums[candidate] - sums["arr_delay"]))

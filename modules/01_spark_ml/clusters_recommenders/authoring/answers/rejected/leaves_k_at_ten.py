# task: only-the-first-k-count
# why: misconception: a metric "at k" takes k from its name; without the parameter, k is 10.
# loses: 4
# message: the first 3
def ranking_metrics(lists, k):
    from pyspark.ml.evaluation import RankingEvaluator

    doubles = lists.select(*[F.col(name).cast("array<double>").alias(name) for name in ("recommended", "liked")])
    evaluator = RankingEvaluator(predictionCol="recommended", labelCol="liked")
    return {name: evaluator.setMetricName(f"{name}AtK").evaluate(doubles) for name in ("precision", "ndcg")}

# task: only-the-first-k-count
# why: misconception: a user who liked nothing cannot be measured; the recommender gave that user k misses.
# loses: 1
# message: count these users with 0
def ranking_metrics(lists, k):
    from pyspark.ml.evaluation import RankingEvaluator

    some = lists.where(F.size("liked") > 0)
    doubles = some.select(*[F.col(name).cast("array<double>").alias(name) for name in ("recommended", "liked")])
    evaluator = RankingEvaluator(predictionCol="recommended", labelCol="liked", k=k)
    return {name: evaluator.setMetricName(f"{name}AtK").evaluate(doubles) for name in ("precision", "ndcg")}

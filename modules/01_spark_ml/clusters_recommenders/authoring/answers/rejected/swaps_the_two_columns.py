# task: only-the-first-k-count
# why: misconception: both columns are arrays of movies, so either may be the label; then the liked ones are ranked.
# loses: 4
# message: each of the two users has 1 hit among the first 3
def ranking_metrics(lists, k):
    from pyspark.ml.evaluation import RankingEvaluator

    doubles = lists.select(*[F.col(name).cast("array<double>").alias(name) for name in ("recommended", "liked")])
    evaluator = RankingEvaluator(predictionCol="liked", labelCol="recommended", k=k)
    return {name: evaluator.setMetricName(f"{name}AtK").evaluate(doubles) for name in ("precision", "ndcg")}

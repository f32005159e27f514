# task: only-the-first-k-count
# why: one row for each place of each list, in Spark.
def ranking_metrics(lists, k):
    import math

    ideal = [0.0]
    for place in range(1, k + 1):
        ideal.append(ideal[-1] + 1 / math.log2(place + 1))
    best = F.element_at(F.array(*[F.lit(value) for value in ideal]), F.least(F.size("liked"), F.lit(k)) + 1)
    places = lists.select("user", "liked", best.alias("best"), F.posexplode_outer(F.slice("recommended", 1, k)))
    hit = F.coalesce(F.array_contains("liked", F.col("col")).cast("int"), F.lit(0))
    gain = F.coalesce(hit / F.log2(F.col("pos") + 2), F.lit(0.0))
    users = places.groupBy("user").agg(F.sum(hit).alias("hits"), F.sum(gain).alias("gain"), F.max("best").alias("best"))
    ndcg = F.when(F.col("best") > 0, F.try_divide("gain", "best")).otherwise(0.0)
    return users.agg(F.avg(F.col("hits") / k).alias("precision"), F.avg(ndcg).alias("ndcg")).first().asDict()

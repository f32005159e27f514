# task: no-row-sees-its-own-label
# why: TargetEncoder uses the same formula, and keep gives the prior to unseen keys.
def out_of_fold(train, key, smoothing):
    from functools import reduce

    from pyspark.ml.feature import StringIndexer, TargetEncoder

    parts = []
    for (fold,) in train.select("fold").distinct().collect():
        stages = [
            StringIndexer(inputCol=key, outputCol="place", handleInvalid="keep"),
            TargetEncoder(inputCols=["place"], outputCols=["rate"], labelCol="late", smoothing=smoothing, handleInvalid="keep"),
        ]
        others = train.where((F.col("fold") != fold) & F.col(key).isNotNull())
        prior = train.where(F.col("fold") != fold).agg(F.avg("late")).first()[0]
        model = Pipeline(stages=stages).fit(others)
        of_keys = others.agg(F.avg("late")).first()[0]
        table = model.transform(others).groupBy(key).agg(F.count("late").alias("n"), F.first("rate").alias("rate"))
        asked = train.where(F.col("fold") == fold).join(table, key, "left")
        moved = F.col("rate") + smoothing * (prior - of_keys) / (F.col("n") + smoothing)  # the gaps count in the prior
        parts.append(asked.withColumn("rate", F.coalesce(moved, F.lit(prior))).drop("n"))
    return reduce(DataFrame.unionByName, parts)

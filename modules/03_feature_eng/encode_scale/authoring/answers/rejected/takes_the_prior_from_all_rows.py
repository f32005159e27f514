# task: no-row-sees-its-own-label
# why: misconception: the overall mean is harmless; it, too, has been made with the row's own label.
# loses: 4
# message: the mean of the other
def out_of_fold(train, key, smoothing):
    p = train.agg(F.avg("late")).first()[0]
    own = train.select(F.col("fold").alias("own")).distinct()
    others = own.join(train.select("fold", key, "late"), F.col("own") != F.col("fold")).drop("fold").withColumnRenamed("own", "fold")
    sums = others.groupBy("fold", key).agg(F.sum("late").alias("s"), F.count("late").alias("n"))
    joined = train.join(sums, ["fold", key], "left").fillna(0, ["s", "n"])
    return joined.withColumn("rate", (F.col("s") + smoothing * p) / (F.col("n") + smoothing)).drop("s", "n")

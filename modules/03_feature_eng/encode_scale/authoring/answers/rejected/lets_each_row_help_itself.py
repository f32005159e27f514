# task: no-row-sees-its-own-label
# why: misconception: the mean over a group is fine as a feature on the rows that it was computed from.
# loses: 4
# message: take the rows of the other folds alone
def out_of_fold(train, key, smoothing):
    p = train.agg(F.avg("late")).first()[0]
    sums = train.groupBy(key).agg(F.sum("late").alias("s"), F.count("late").alias("n"))
    joined = train.join(sums, key, "left").fillna(0, ["s", "n"])
    return joined.withColumn("rate", (F.col("s") + smoothing * p) / (F.col("n") + smoothing)).drop("s", "n")

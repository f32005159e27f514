# task: no-row-sees-its-own-label
# why: misconception: the mean of all is the mean of the folds' means; it is only if all folds have as many rows.
# loses: 2
# message: in which each row counts once
def out_of_fold(train, key, smoothing):
    own = train.select(F.col("fold").alias("own")).distinct()
    of_folds = train.groupBy("fold").agg(F.avg("late").alias("late"))
    priors = own.join(of_folds, F.col("own") != F.col("fold")).groupBy(F.col("own").alias("fold")).agg(F.avg("late").alias("p"))
    labels = train.select("fold", key, "late")
    others = own.join(labels, F.col("own") != F.col("fold")).drop("fold").withColumnRenamed("own", "fold")
    sums = others.groupBy("fold", key).agg(F.sum("late").alias("s"), F.count("late").alias("n"))
    joined = train.join(priors, "fold").join(sums, ["fold", key], "left").fillna(0, ["s", "n"])
    rate = (F.col("s") + smoothing * F.col("p")) / (F.col("n") + smoothing)
    return joined.withColumn("rate", rate).drop("p", "s", "n")

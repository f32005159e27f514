# task: no-row-sees-its-own-label
# why: misconception: a join keeps the rows of its left side; an inner join drops keys that no other fold has.
# loses: 4
# message: loses no row
def out_of_fold(train, key, smoothing):
    own = train.select(F.col("fold").alias("own")).distinct()
    others = own.join(train.select("fold", key, "late"), F.col("own") != F.col("fold")).drop("fold").withColumnRenamed("own", "fold")
    priors = others.groupBy("fold").agg(F.avg("late").alias("p"))
    sums = others.groupBy("fold", key).agg(F.sum("late").alias("s"), F.count("late").alias("n"))
    joined = train.join(priors, "fold").join(sums, ["fold", key])
    rate = (F.col("s") + smoothing * F.col("p")) / (F.col("n") + smoothing)
    return joined.withColumn("rate", rate).drop("p", "s", "n")

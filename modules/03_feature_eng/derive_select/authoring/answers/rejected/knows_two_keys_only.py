# task: small-groups-are-shrunk
# why: misconception: there are always two keys.
# loses: 3
# message: Your code did not come to its end
def add_rate(train, rows, keys, weight):
    first, second = keys
    overall = train.agg(F.avg("late")).first()[0]
    table = train.groupBy(first, second).agg(F.sum("late").alias("s"), F.count("late").alias("n"))
    rate = (F.coalesce("s", F.lit(0.0)) + weight * overall) / (F.coalesce("n", F.lit(0)) + weight)
    return rows.join(table, [first, second], "left").withColumn("rate", rate).drop("s", "n")

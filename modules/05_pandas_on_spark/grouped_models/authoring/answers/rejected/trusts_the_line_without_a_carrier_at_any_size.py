# task: each-row-has-its-line
# why: misconception: only carriers can be small; the rows without a carrier are a group, and their n counts like any other.
# loses: 3
# message: though the table has no line for them with at least
def score(rows, lines, pooled, smallest):
    known = lines.where((F.col("n") >= smallest) | F.col("carrier").isNull())
    known = known.select(F.col("carrier").alias("known"), "intercept", "slope")
    joined = rows.join(known, F.col("carrier").eqNullSafe(F.col("known")), "left")
    own = F.col("intercept") + F.col("slope") * F.col("dep_delay")
    rest = F.lit(pooled[0]) + F.lit(pooled[1]) * F.col("dep_delay")
    return joined.withColumn("prediction", F.coalesce(own, rest)).drop("known", "intercept", "slope")

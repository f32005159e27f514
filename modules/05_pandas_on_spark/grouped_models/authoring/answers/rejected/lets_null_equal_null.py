# task: each-row-has-its-line
# why: misconception: a missing key finds a missing key; in a join NULL = NULL is not true.
# loses: 4
# message: an ordinary join does not find it
def score(rows, lines, pooled, smallest):
    joined = rows.join(lines.where(F.col("n") >= smallest), "carrier", "left")
    own = F.col("intercept") + F.col("slope") * F.col("dep_delay")
    rest = F.lit(pooled[0]) + F.lit(pooled[1]) * F.col("dep_delay")
    return joined.withColumn("prediction", F.coalesce(own, rest)).drop("n", "intercept", "slope")

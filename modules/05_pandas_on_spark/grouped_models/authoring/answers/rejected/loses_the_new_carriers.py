# task: each-row-has-its-line
# why: misconception: a join keeps all rows; an inner join drops those that find no line.
# loses: 4
# message: a new carrier is no reason to lose one
def score(rows, lines, pooled, smallest):
    own = F.col("intercept") + F.col("slope") * F.col("dep_delay")
    rest = F.lit(pooled[0]) + F.lit(pooled[1]) * F.col("dep_delay")
    joined = rows.join(lines, "carrier")
    return joined.withColumn("prediction", F.when(F.col("n") >= smallest, own).otherwise(rest)).drop("n", "intercept", "slope")

# task: each-row-has-its-line
# why: misconception: a name for the gap only helps the join; it also stays in the rows that come back.
# loses: 3
# message: a carrier that is missing stays missing
def score(rows, lines, pooled, smallest):
    rows, named = rows.fillna({"carrier": "none"}), lines.fillna({"carrier": "none"})
    joined = rows.join(named.where(F.col("n") >= smallest), "carrier", "left")
    own = F.col("intercept") + F.col("slope") * F.col("dep_delay")
    rest = F.lit(pooled[0]) + F.lit(pooled[1]) * F.col("dep_delay")
    return joined.withColumn("prediction", F.coalesce(own, rest)).drop("n", "intercept", "slope")

# task: driver-gets-the-few-and-the-rest
# why: misconception: the share of all others is the mean of their shares.
# loses: 4
# message: divide at the end
def bars(rows, n):
    late = F.avg((F.col("arr_delay") > 15).cast("int")).alias("late")
    shares = rows.dropna(subset=["arr_delay"]).groupBy("dest").agg(F.count("*").alias("flights"), late)
    names = [row["dest"] for row in shares.orderBy(F.desc("flights"), "dest").limit(n).collect()]
    bar = F.when(F.col("dest").isin(names), F.col("dest")).otherwise("others").alias("bar")
    return shares.groupBy(bar).agg(F.sum("flights").alias("flights"), F.avg("late").alias("late"))

# task: driver-gets-the-few-and-the-rest
# why: misconception: destinations with equal numbers of flights come in the order of their names; Spark promises no order.
# loses: 3
# message: at equal numbers the alphabet decides
def bars(rows, n):
    flown = rows.where(F.col("arr_delay").isNotNull())
    counts = [F.count("*").alias("flights"), F.count_if(F.col("arr_delay") > 15).alias("delayed")]
    counted = flown.groupBy("dest").agg(*counts)
    names = [row["dest"] for row in counted.orderBy(F.desc("flights")).limit(n).collect()]
    bar = F.when(F.col("dest").isin(names), F.col("dest")).otherwise("others").alias("bar")
    sums = counted.groupBy(bar).agg(F.sum("flights").alias("flights"), F.sum("delayed").alias("delayed"))
    return sums.select("bar", "flights", (F.col("delayed") / F.col("flights")).alias("late"))

# task: driver-gets-the-few-and-the-rest
# why: misconception: every row is a flight that arrived; a cancelled one has no delay and is not on time.
# loses: 4
# message: arr_delay does not count
def bars(rows, n):
    counted = rows.groupBy("dest").agg(F.count("*").alias("f"), F.count_if(F.col("arr_delay") > 15).alias("l"))
    names = [row["dest"] for row in counted.orderBy(F.desc("f"), "dest").limit(n).collect()]
    bar = F.when(F.col("dest").isin(names), F.col("dest")).otherwise("others").alias("bar")
    return counted.groupBy(bar).agg(F.sum("f").alias("flights"), (F.sum("l") / F.sum("f")).alias("late"))

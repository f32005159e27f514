# task: driver-gets-the-few-and-the-rest
# why: misconception: count leaves out what is missing, so no filter is needed; a destination without arrivals is still a group.
# loses: 3
# message: one for all other flights, if there are any
def bars(rows, n):
    late = F.count_if(F.col("arr_delay") > 15)
    counted = rows.groupBy("dest").agg(F.count("arr_delay").alias("f"), late.alias("l"))
    names = [row["dest"] for row in counted.orderBy(F.desc("f"), "dest").limit(n).collect()]
    bar = F.when(F.col("dest").isin(names), F.col("dest")).otherwise("others").alias("bar")
    return counted.groupBy(bar).agg(F.sum("f").alias("flights"), F.try_divide(F.sum("l"), F.sum("f")).alias("late"))

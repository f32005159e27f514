# task: driver-gets-the-few-and-the-rest
# why: a rank over the small table of destinations says who is among the first n, and nothing goes to the driver.
from pyspark.sql import Window


def bars(rows, n):
    late = F.sum(F.expr("IF(arr_delay > 15, 1, 0)"))
    counted = rows.dropna(subset=["arr_delay"]).groupBy("dest").agg(F.count("arr_delay").alias("f"), late.alias("l"))
    place = F.row_number().over(Window.orderBy(F.desc("f"), F.asc("dest")))
    named = counted.withColumn("place", place).withColumn("bar", F.expr(f"IF(place <= {n}, dest, 'others')"))
    return named.groupBy("bar").agg(F.sum("f").alias("flights"), (F.sum("l") / F.sum("f")).alias("late"))

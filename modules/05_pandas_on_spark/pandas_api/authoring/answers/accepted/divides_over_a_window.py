# task: groups-are-seen-whole
# why: a window by carrier in Spark, with try_divide where pandas has 0 / 0.
def standardized(rows):
    carrier = Window.partitionBy("carrier")
    above, spread = F.col("delay") - F.mean("delay").over(carrier), F.stddev("delay").over(carrier)
    return rows.withColumn("z", F.try_divide(above, spread))

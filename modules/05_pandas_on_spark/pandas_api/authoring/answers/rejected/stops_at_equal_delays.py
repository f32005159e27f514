# task: groups-are-seen-whole
# why: misconception: a division by zero makes a gap; that is pandas' rule, and Spark's `/` raises under ANSI.
# loses: 2
# message: Your code did not come to its end
def standardized(rows):
    carrier = Window.partitionBy("carrier")
    above, spread = F.col("delay") - F.mean("delay").over(carrier), F.stddev("delay").over(carrier)
    return rows.withColumn("z", above / spread)

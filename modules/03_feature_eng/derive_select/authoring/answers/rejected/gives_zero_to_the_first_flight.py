# task: window-leaves-the-row-out
# why: misconception: no past means a delay of 0; it means that nothing is known.
# loses: 4
# message: no row has a null
def add_recent(rows, n):
    window = Window.partitionBy("plane", "date").orderBy("minute").rowsBetween(-n, -1)
    return rows.withColumn("recent", F.coalesce(F.avg("delay").over(window), F.lit(0.0)))

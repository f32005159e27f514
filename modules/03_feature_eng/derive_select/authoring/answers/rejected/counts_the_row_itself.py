# task: window-leaves-the-row-out
# why: misconception: the last n rows end with the current one; its own delay is in the mean.
# loses: 4
# message: the mean holds the delay of the row itself
def add_recent(rows, n):
    window = Window.partitionBy("plane", "date").orderBy("minute").rowsBetween(-n, 0)
    return rows.withColumn("recent", F.avg("delay").over(window))

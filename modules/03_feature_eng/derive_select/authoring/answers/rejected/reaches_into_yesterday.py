# task: window-leaves-the-row-out
# why: misconception: the order by date is enough; the first flight of a date then sees the day before.
# loses: 3
# message: reaches back into the date before
def add_recent(rows, n):
    window = Window.partitionBy("plane").orderBy("date", "minute").rowsBetween(-n, -1)
    return rows.withColumn("recent", F.avg("delay").over(window))

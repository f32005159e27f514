# task: window-leaves-the-row-out
# why: misconception: a float is exact enough for a mean; it keeps seven digits.
# loses: 3
# message: recent is a float of 32 bits
def add_recent(rows, n):
    window = Window.partitionBy("plane", "date").orderBy("minute").rowsBetween(-n, -1)
    return rows.withColumn("recent", F.avg("delay").over(window).cast("float"))

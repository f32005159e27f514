# task: window-leaves-the-row-out
# why: misconception: the two of the example is the rule; how far the window reaches is asked for each time.
# loses: 3
# message: have another mean than that of the flights before
def add_recent(rows, n):
    window = Window.partitionBy("plane", "date").orderBy("minute")
    before = F.array_compact(F.array(F.lag("delay", 1).over(window), F.lag("delay", 2).over(window)))
    total = F.aggregate(before, F.lit(0.0), lambda total, delay: total + delay)
    return rows.withColumn("recent", F.try_divide(total, F.size(before)))

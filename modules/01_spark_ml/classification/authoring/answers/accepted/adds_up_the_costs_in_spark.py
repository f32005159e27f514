# task: threshold-has-the-lowest-cost
# why: sorted from the highest score down, each flight that gets an alarm changes the cost by a known amount.
def cheapest_threshold(tried, false_alarm, miss):
    from pyspark.sql import Window

    change = F.when(F.col("late") == 1, -float(miss)).otherwise(float(false_alarm))
    steps = tried.groupBy("p_late").agg(F.sum(change).alias("change"))
    running = steps.withColumn("saved", F.sum("change").over(Window.orderBy(F.desc("p_late"))))
    best = running.orderBy("saved").first()
    return float(best["p_late"]) if best["saved"] < 0 else 2.0

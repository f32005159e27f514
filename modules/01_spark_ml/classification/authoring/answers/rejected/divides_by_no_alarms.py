# task: alarms-are-judged-by-the-late-class
# why: misconception: SQL makes null of a division by zero; Spark 4 follows ANSI SQL and raises an error.
# loses: 1
# message: did not come to its end with what this hidden test gave it
def alarm_metrics(scored, threshold):
    alarm, late = (F.col("p_late") >= threshold).cast("int"), F.col("late").cast("int")
    hits = F.sum(alarm * late)
    row = scored.dropna(subset=["late"]).agg(
        F.avg((alarm == late).cast("int")).alias("accuracy"),
        (hits / F.sum(alarm)).alias("precision"),
        (hits / F.sum(late)).alias("recall"),
        (2 * hits / (F.sum(alarm) + F.sum(late))).alias("f1"),
    )
    return row.first().asDict()

# task: rates-come-from-training-rows
# why: misconception: more rows make a better rate; with the rows themselves among them, it tells their own labels.
# loses: 2
# message: it should be the mean over the training rows
def add_late_rate(train, rows, key):
    known = train.select(key, "late")
    if "late" in rows.columns:
        known = known.unionByName(rows.select(key, "late"))
    rates = known.groupBy(key).agg(F.avg("late").alias("late_rate"))
    return rows.join(rates, key, "left").fillna({"late_rate": train.agg(F.avg("late")).first()[0]})

# task: rates-come-from-training-rows
# why: misconception: fillna with one number fills the new column; it fills every column of numbers.
# loses: 1
# message: so name it in fillna
def add_late_rate(train, rows, key):
    overall = train.agg(F.avg("late")).first()[0]
    return rows.join(train.groupBy(key).agg(F.avg("late").alias("late_rate")), key, "left").fillna(overall)

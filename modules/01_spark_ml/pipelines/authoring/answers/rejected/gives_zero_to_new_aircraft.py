# task: rates-come-from-training-rows
# why: misconception: nothing is known, so the rate is zero; zero says "never late", and that is a lot to say.
# loses: 1
# message: not the mean of the rates, not zero, not a gap
def add_late_rate(train, rows, key):
    rates = train.groupBy(key).agg(F.avg("late").alias("late_rate"))
    return rows.join(rates, key, "left").fillna({"late_rate": 0.0})

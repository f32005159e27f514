# task: rates-come-from-training-rows
# why: misconception: a join keeps the rows of its left side; an inner join drops those that find no partner.
# loses: 1
# message: a new or missing key loses no row
def add_late_rate(train, rows, key):
    rates = train.groupBy(key).agg(F.avg("late").alias("late_rate"))
    return rows.join(rates, key)

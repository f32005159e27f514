# task: small-groups-are-shrunk
# why: misconception: the mean of a group is its rate, however few flights stand behind it.
# loses: 4
# message: flights with the overall share of the training rows
def add_rate(train, rows, keys, weight):
    overall = train.agg(F.avg("late")).first()[0]
    rates = train.groupBy(*keys).agg(F.avg("late").alias("rate"))
    return rows.join(rates, keys, "left").fillna({"rate": overall})

# task: small-groups-are-shrunk
# why: misconception: a join keeps all rows; an inner join drops those that find no group.
# loses: 4
# message: loses no row
def add_rate(train, rows, keys, weight):
    overall = train.agg(F.avg("late")).first()[0]
    rate = (F.sum("late") + weight * overall) / (F.count("late") + weight)
    return rows.join(train.groupBy(*keys).agg(rate.alias("rate")), keys)

# task: small-groups-are-shrunk
# why: misconception: more rows make a better rate; with the rows themselves among them, it tells their own labels.
# loses: 4
# message: leave the labels of rows out
def add_rate(train, rows, keys, weight):
    known = train.select(*keys, "late").unionByName(rows.select(*keys, "late"))
    overall = known.agg(F.avg("late")).first()[0]
    rate = (F.sum("late") + weight * overall) / (F.count("late") + weight)
    return rows.join(known.groupBy(*keys).agg(rate.alias("rate")), keys, "left").fillna({"rate": overall})

# task: small-groups-are-shrunk
# why: the learned table is small, so a dict of sums and counts and a function on the keys do the same.
def add_rate(train, rows, keys, weight):
    known = train.select(*keys, "late").toPandas()
    overall, groups = float(known["late"].mean()), {}
    for *group, late in known.dropna().values.tolist():
        total, size = groups.get(tuple(group), (0.0, 0))
        groups[tuple(group)] = (total + late, size + 1)

    def rate(*group):
        total, size = groups.get(group, (0.0, 0))
        return (total + weight * overall) / (size + weight)

    return rows.withColumn("rate", F.udf(rate, "double")(*keys))

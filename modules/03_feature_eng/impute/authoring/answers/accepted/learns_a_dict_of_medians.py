# task: groups-fill-their-own-gaps
# why: a small table of medians may be a dict that a function of one's own reads; a key that is not in it falls back.
def fill_by_group(train, rows, column, key):
    table = train.select(key, column).toPandas()
    table[column] = table[column].astype(float)
    overall = float(table[column].median())
    medians = table.dropna().groupby(key)[column].median().to_dict()

    def fill(value, group):
        return medians.get(group, overall) if value is None or value != value else value

    return rows.withColumn(f"{column}_filled", F.udf(fill, "double")(column, key))

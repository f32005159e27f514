# task: groups-fill-their-own-gaps
# why: misconception: a median passes over every gap; NaN is the largest of all numbers there, and moves the middle up.
# loses: 2
# message: null and NaN both count as missing
def fill_by_group(train, rows, column, key):
    overall = train.agg(F.median(column)).first()[0]
    medians = train.groupBy(key).agg(F.median(column).alias("of_group"))
    filled = F.coalesce(F.col(column), F.col("of_group"), F.lit(overall))
    return rows.join(medians, key, "left").withColumn(f"{column}_filled", filled).drop("of_group")

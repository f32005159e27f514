# task: groups-fill-their-own-gaps
# why: misconception: the overall median is that of the medians; a group of three then counts as much as one of forty.
# loses: 1
# message: not the median of the medians
def fill_by_group(train, rows, column, key):
    value = F.nanvl(F.col(column), F.lit(None).cast("double"))
    medians = train.groupBy(key).agg(F.median(value).alias("of_group"))
    overall = medians.agg(F.median("of_group")).first()[0]
    filled = F.coalesce(value, F.col("of_group"), F.lit(overall))
    return rows.join(medians, key, "left").withColumn(f"{column}_filled", filled).drop("of_group")

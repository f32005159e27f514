# task: groups-fill-their-own-gaps
# why: misconception: a join keeps the rows of its left side; an inner join drops those whose key is new or missing.
# loses: 1
# message: a new or missing key loses no row
def fill_by_group(train, rows, column, key):
    value = F.nanvl(F.col(column), F.lit(None).cast("double"))
    overall = train.agg(F.median(value)).first()[0]
    medians = train.groupBy(key).agg(F.median(value).alias("of_group"))
    filled = F.coalesce(value, F.col("of_group"), F.lit(overall))
    return rows.join(medians, key).withColumn(f"{column}_filled", filled).drop("of_group")

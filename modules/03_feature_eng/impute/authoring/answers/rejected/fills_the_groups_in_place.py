# task: groups-fill-their-own-gaps
# why: misconception: a column that is filled may be filled in its place as well; then nothing tells where the gaps were.
# loses: 3
# message: a column of rows has changed
def fill_by_group(train, rows, column, key):
    value = F.nanvl(F.col(column), F.lit(None).cast("double"))
    overall = train.agg(F.median(value)).first()[0]
    medians = train.groupBy(key).agg(F.median(value).alias("of_group"))
    joined = rows.join(medians, key, "left")
    joined = joined.withColumn(column, F.coalesce(value, F.col("of_group"), F.lit(overall))).drop("of_group")
    return joined.withColumn(f"{column}_filled", F.col(column))

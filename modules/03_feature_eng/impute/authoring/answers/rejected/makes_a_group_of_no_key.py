# task: groups-fill-their-own-gaps
# why: misconception: rows without a key are a group of their own.
# loses: 1
# message: a missing key is no group
def fill_by_group(train, rows, column, key):
    value = F.nanvl(F.col(column), F.lit(None).cast("double"))
    overall = train.agg(F.median(value)).first()[0]
    medians = train.groupBy(F.col(key).alias("k")).agg(F.median(value).alias("m"))
    joined = rows.join(medians, F.col(key).eqNullSafe(F.col("k")), "left")
    return joined.withColumn(f"{column}_filled", F.coalesce(value, F.col("m"), F.lit(overall))).drop("k", "m")

# task: groups-fill-their-own-gaps
# why: a window over both tables gives each row the median of its group, as long as only training values are counted in it.
def fill_by_group(train, rows, column, key):
    from pyspark.sql import Window

    value = F.nanvl(F.col(column), F.lit(None).cast("double"))
    taught = train.select(F.col(key), value.alias("teaches")).withColumn("theirs", F.lit(False))
    both = rows.withColumn("theirs", F.lit(True)).unionByName(taught, allowMissingColumns=True)
    own = F.median("teaches").over(Window.partitionBy(key))
    overall = taught.agg(F.median("teaches")).first()[0]
    own = F.when(F.col(key).isNotNull(), own)
    filled = both.withColumn(f"{column}_filled", F.coalesce(value, own, F.lit(overall)))
    return filled.where("theirs").drop("theirs", "teaches")

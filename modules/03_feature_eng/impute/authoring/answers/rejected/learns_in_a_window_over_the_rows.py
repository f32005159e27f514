# task: groups-fill-their-own-gaps
# why: misconception: the rows that are filled may teach the fill; a single row at scoring time then has nobody to learn from.
# loses: 4
# message: the medians of the training rows are 30, 85 and 67
def fill_by_group(train, rows, column, key):
    from pyspark.sql import Window

    value = F.nanvl(F.col(column), F.lit(None).cast("double"))
    overall = train.agg(F.median(value)).first()[0]
    own = F.median(value).over(Window.partitionBy(key))
    return rows.withColumn(f"{column}_filled", F.coalesce(value, own, F.lit(overall)))

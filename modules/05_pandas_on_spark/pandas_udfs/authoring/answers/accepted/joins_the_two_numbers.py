# task: batches-change-nothing
# why: no UDF: the two numbers are a table with one row that every row meets.
def standardize(train, rows, column, size):
    rows = in_batches(rows, size)
    numbers = train.agg(F.avg(column).alias("the_mean"), F.stddev_samp(column).alias("the_deviation"))
    z = (F.col(column) - F.col("the_mean")) / F.col("the_deviation")
    return rows.crossJoin(numbers).withColumn("z", z).select(*rows.columns, "z")

# task: batches-change-nothing
# why: misconception: once the whole table is asked, all is well; but tomorrow's table gives the same row another number.
# loses: 3
# message: training rows
def standardize(train, rows, column, size):
    rows = in_batches(rows, size)
    mean, deviation = rows.agg(F.avg(column), F.stddev(column)).first()
    return rows.withColumn("z", (F.col(column) - mean) / deviation)

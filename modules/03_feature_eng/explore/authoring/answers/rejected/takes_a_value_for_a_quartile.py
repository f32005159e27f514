# task: limits-come-from-training-rows
# why: misconception: an approximate percentile with no error is exact; it is a value of the column, not the point between two.
# loses: 2
# message: are the quartiles exact
def treat_outliers(train, rows, column, rule, k):
    mean, deviation = train.agg(F.avg(column), F.stddev(column)).first()
    q1, q3 = train.approxQuantile(column, [0.25, 0.75], 0.0)
    low, high = (mean - k * deviation, mean + k * deviation) if rule == "deviation" else (q1 - k * (q3 - q1), q3 + k * (q3 - q1))
    value = F.col(column)
    outlier = F.coalesce((value < low) | (value > high), F.lit(False))
    capped = F.when(value < low, low).when(value > high, high).otherwise(value)
    return low, high, rows.withColumns({"outlier": outlier, "capped": capped})

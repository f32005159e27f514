# task: limits-come-from-training-rows
# why: misconception: an outlier has to go; with it go the rows without a value.
# loses: 4
# message: an outlier is marked, not dropped
def treat_outliers(train, rows, column, rule, k):
    mean, deviation, (q1, q3) = train.agg(F.avg(column), F.stddev(column), F.percentile(column, [0.25, 0.75])).first()
    low, high = (mean - k * deviation, mean + k * deviation) if rule == "deviation" else (q1 - k * (q3 - q1), q3 + k * (q3 - q1))
    kept = rows.where(F.col(column).between(low, high))
    return low, high, kept.withColumns({"outlier": F.lit(False), "capped": F.col(column)})

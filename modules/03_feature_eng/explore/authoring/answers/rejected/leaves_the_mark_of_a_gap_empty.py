# task: limits-come-from-training-rows
# why: misconception: a comparison with null is false; it is null, and so is the mark.
# loses: 2
# message: a comparison with null is null, neither true nor false
def treat_outliers(train, rows, column, rule, k):
    mean, deviation, (q1, q3) = train.agg(F.avg(column), F.stddev(column), F.percentile(column, [0.25, 0.75])).first()
    low, high = (mean - k * deviation, mean + k * deviation) if rule == "deviation" else (q1 - k * (q3 - q1), q3 + k * (q3 - q1))
    value = F.col(column)
    capped = F.when(value < low, low).when(value > high, high).otherwise(value)
    return low, high, rows.withColumns({"outlier": (value < low) | (value > high), "capped": capped})

# task: limits-come-from-training-rows
# why: misconception: least and greatest of a null are null; they skip it, and a gap becomes the limit.
# loses: 2
# message: F.least and F.greatest skip nulls, so the limit is left
def treat_outliers(train, rows, column, rule, k):
    mean, deviation, (q1, q3) = train.agg(F.avg(column), F.stddev(column), F.percentile(column, [0.25, 0.75])).first()
    low, high = (mean - k * deviation, mean + k * deviation) if rule == "deviation" else (q1 - k * (q3 - q1), q3 + k * (q3 - q1))
    value = F.col(column)
    outlier = F.coalesce((value < low) | (value > high), F.lit(False))
    return low, high, rows.withColumns({"outlier": outlier, "capped": F.least(F.greatest(value, F.lit(low)), F.lit(high))})

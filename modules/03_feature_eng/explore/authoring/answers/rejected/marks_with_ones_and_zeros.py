# task: limits-come-from-training-rows
# why: misconception: 1 and 0 are as good as true and false; a condition such as where("outlier") needs a boolean.
# loses: 3
# message: it should be boolean, as a comparison makes it
def treat_outliers(train, rows, column, rule, k):
    mean, deviation, (q1, q3) = train.agg(F.avg(column), F.stddev(column), F.percentile(column, [0.25, 0.75])).first()
    low, high = (mean - k * deviation, mean + k * deviation) if rule == "deviation" else (q1 - k * (q3 - q1), q3 + k * (q3 - q1))
    value = F.col(column)
    outlier = F.when((value < low) | (value > high), 1).otherwise(0)
    capped = F.when(value < low, low).when(value > high, high).otherwise(value)
    return low, high, rows.withColumns({"outlier": outlier, "capped": capped})

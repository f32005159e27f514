# task: limits-come-from-training-rows
# why: misconception: more rows make better limits; then the later rows decide what is usual among themselves.
# loses: 5
# message: are later rows among them
def treat_outliers(train, rows, column, rule, k):
    every = train.select(column).union(rows.select(column))
    mean, deviation, (q1, q3) = every.agg(F.avg(column), F.stddev(column), F.percentile(column, [0.25, 0.75])).first()
    low, high = (mean - k * deviation, mean + k * deviation) if rule == "deviation" else (q1 - k * (q3 - q1), q3 + k * (q3 - q1))
    value = F.col(column)
    outlier = F.coalesce((value < low) | (value > high), F.lit(False))
    capped = F.when(value < low, low).when(value > high, high).otherwise(value)
    return low, high, rows.withColumns({"outlier": outlier, "capped": capped})

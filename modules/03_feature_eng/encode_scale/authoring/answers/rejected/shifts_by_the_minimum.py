# task: logarithm-can-be-undone
# why: misconception: a shift makes all numbers positive; it depends on the other rows, and zero is no longer zero.
# loses: 2
# message: it needs no other row
def through_the_log(rows, column):
    import math

    x, y = F.col(column), F.col(f"{column}_log")
    low = rows.agg(F.min(x)).first()[0]
    out = rows.withColumn(f"{column}_log", F.log1p(x - low)).withColumn(f"{column}_back", F.expm1(F.col(f"{column}_log")) + low)
    mean, of_logs = out.agg(F.avg(x), F.avg(y)).first()
    back = math.expm1(of_logs) + low
    return out, {"mean": mean, "back": back, "factor": mean / back}

# task: logarithm-can-be-undone
# why: misconception: log1p is safe for every number; from -1 down it is NULL, and no error says so.
# loses: 2
# message: log1p of -1 and below are NULL
def through_the_log(rows, column):
    import math

    x, y = F.col(column), F.col(f"{column}_log")
    out = rows.withColumn(f"{column}_log", F.log1p(x)).withColumn(f"{column}_back", F.expm1(y := F.col(f"{column}_log")))
    mean, of_logs = out.agg(F.avg(x), F.avg(y)).first()
    back = math.expm1(of_logs)
    return out, {"mean": mean, "back": back, "factor": mean / back}

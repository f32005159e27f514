# task: logarithm-can-be-undone
# why: misconception: the mean of the logarithms, undone, is the mean; it is smaller.
# loses: 2
# message: take the mean first
def through_the_log(rows, column):
    x, y = F.col(column), F.col(f"{column}_log")
    out = rows.withColumn(f"{column}_log", F.signum(x) * F.log1p(F.abs(x)))
    out = out.withColumn(f"{column}_back", F.signum(y) * F.expm1(F.abs(y)))
    mean, back = out.agg(F.avg(x), F.avg(f"{column}_back")).first()
    return out, {"mean": mean, "back": back, "factor": mean / back}

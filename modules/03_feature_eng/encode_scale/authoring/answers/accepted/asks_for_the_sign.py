# task: logarithm-can-be-undone
# why: two cases instead of a sign, and the means in pandas.
def through_the_log(rows, column):
    import numpy as np

    x, y = F.col(column), F.col(f"{column}_log")
    out = rows.withColumn(f"{column}_log", F.when(x >= 0, F.log(1 + x)).when(x < 0, -F.log(1 - x)))
    out = out.withColumn(f"{column}_back", F.when(y >= 0, F.exp(y) - 1).when(y < 0, 1 - F.exp(-y)))
    values = rows.select(column).toPandas()[column].dropna().astype(float)
    back = float(np.expm1(np.log1p(values[values >= 0]).mean()))
    return out, {"mean": float(values.mean()), "back": back, "factor": float(values.mean()) / back}

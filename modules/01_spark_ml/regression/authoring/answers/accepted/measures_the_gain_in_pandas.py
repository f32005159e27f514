# task: baseline-comes-from-training-rows
# why: the rows are few, so pandas and NumPy may do the arithmetic.
def gain_over_mean(train, scored):
    import numpy as np

    mean = train.toPandas()["arr_delay"].mean()
    rows = scored.toPandas()
    model = np.linalg.norm(rows["arr_delay"] - rows["prediction"])
    return 1 - model / np.linalg.norm(rows["arr_delay"] - mean)

# task: importance-is-measured-by-shuffling
# why: misconception: one frame is enough for all columns; from the second column on, those before it are still in disorder.
# loses: 4
# message: is only one column shuffled at a time?
def rise_when_shuffled(model, rows, columns):
    import numpy as np

    rng, table = np.random.default_rng(0), rows.toPandas()

    def rmse(frame):
        scored = model.transform(spark.createDataFrame(frame)).toPandas()
        return float(np.sqrt(((scored["label"] - scored["prediction"]) ** 2).mean()))

    before, rise = rmse(table), {}
    for name in columns:
        table[name] = rng.permutation(table[name])
        rise[name] = rmse(table) - before
    return rise

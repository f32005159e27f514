# task: importance-is-measured-by-shuffling
# why: misconception: the rows are shuffled; each row is still complete, so no prediction changes.
# loses: 4
# message: this model lives by the hour
def rise_when_shuffled(model, rows, columns):
    import numpy as np

    table = rows.toPandas()

    def rmse(frame):
        scored = model.transform(spark.createDataFrame(frame)).toPandas()
        return float(np.sqrt(((scored["label"] - scored["prediction"]) ** 2).mean()))

    return {name: rmse(table.sample(frac=1, random_state=1)) - rmse(table) for name in columns}

# task: importance-is-measured-by-shuffling
# why: misconception: a column is switched off by its mean; that also removes its spread, and the error rises too little.
# loses: 2
# message: do not fill in a constant
def rise_when_shuffled(model, rows, columns):
    import numpy as np

    table = rows.toPandas()

    def rmse(frame):
        scored = model.transform(spark.createDataFrame(frame)).toPandas()
        return float(np.sqrt(((scored["label"] - scored["prediction"]) ** 2).mean()))

    return {name: rmse(table.assign(**{name: float(table[name].mean())})) - rmse(table) for name in columns}

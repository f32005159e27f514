# task: importance-is-measured-by-shuffling
# why: misconception: it does not matter on which side the connection is cut; without the label, every column looks alike.
# loses: 4
# message: is only one column shuffled at a time?
def rise_when_shuffled(model, rows, columns):
    import numpy as np

    rng, table = np.random.default_rng(0), rows.toPandas()

    def rmse(frame):
        scored = model.transform(spark.createDataFrame(frame)).toPandas()
        return float(np.sqrt(((scored["label"] - scored["prediction"]) ** 2).mean()))

    return {name: rmse(table.assign(label=rng.permutation(table["label"]))) - rmse(table) for name in columns}

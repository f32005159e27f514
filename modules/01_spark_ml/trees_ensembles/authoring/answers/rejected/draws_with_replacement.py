# task: importance-is-measured-by-shuffling
# why: misconception: any draw from the column is a shuffle; some values are then there twice, and others are lost.
# loses: 2
# message: draw without replacement
def rise_when_shuffled(model, rows, columns):
    import numpy as np
    from pyspark.ml.evaluation import RegressionEvaluator

    rng, table = np.random.default_rng(0), rows.toPandas()

    def rmse(frame):
        return RegressionEvaluator().evaluate(model.transform(frame))

    before = rmse(rows)
    mixed = {name: spark.createDataFrame(table.assign(**{name: rng.choice(table[name], len(table))})) for name in columns}
    return {name: rmse(frame) - before for name, frame in mixed.items()}

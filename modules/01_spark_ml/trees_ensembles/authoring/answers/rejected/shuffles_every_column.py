# task: importance-is-measured-by-shuffling
# why: misconception: columns are all the columns there are.
# loses: 2
# message: a key for each name in columns, and no other
def rise_when_shuffled(model, rows, columns):
    import numpy as np
    from pyspark.ml.evaluation import RegressionEvaluator

    rng, table, evaluator = np.random.default_rng(0), rows.toPandas(), RegressionEvaluator()
    before, rise = evaluator.evaluate(model.transform(rows)), {}
    for name in rows.columns:
        if name != "label":
            shuffled = spark.createDataFrame(table.assign(**{name: rng.permutation(table[name].to_numpy())}))
            rise[name] = evaluator.evaluate(model.transform(shuffled)) - before
    return rise

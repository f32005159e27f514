# task: importance-is-measured-by-shuffling
# why: the mean of several shuffles is steadier; one frame holds them all.
def rise_when_shuffled(model, rows, columns):
    import numpy as np
    import pandas as pd

    rng, table = np.random.default_rng(1), rows.toPandas()
    tagged = [table.assign(tag="")]
    tagged += [table.assign(tag=name, **{name: rng.permutation(table[name])}) for name in columns for _ in range(5)]
    scored = model.transform(spark.createDataFrame(pd.concat(tagged))).select("tag", "label", "prediction").toPandas()
    rmse = ((scored["label"] - scored["prediction"]) ** 2).groupby(scored["tag"]).mean() ** 0.5
    return {name: float(rmse[name] - rmse[""]) for name in columns}

# task: loads-once-per-partition
# why: misconception: a pandas UDF runs once. It runs once for each batch, and loads each time.
# loses: 4
# message: the model should be loaded once
def score(rows, weights, size):
    rows = in_batches(rows, size)

    @F.pandas_udf("delay double, serial string")
    def scored(batch: pd.DataFrame) -> pd.DataFrame:
        return load_model(weights).predict(batch)

    return rows.withColumn("scored", scored(F.struct(*weights))).select("*", "scored.*").drop("scored")

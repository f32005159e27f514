# task: loads-once-per-partition
# why: misconception: what the driver has loaded once can be used everywhere. This model cannot travel to a worker.
# loses: 4
# message: cannot travel to a worker
def score(rows, weights, size):
    rows = in_batches(rows, size)
    model = load_model(weights)

    @F.pandas_udf("delay double, serial string")
    def scored(batch: pd.DataFrame) -> pd.DataFrame:
        return model.predict(batch)

    return rows.withColumn("scored", scored(F.struct(*weights))).select("*", "scored.*").drop("scored")

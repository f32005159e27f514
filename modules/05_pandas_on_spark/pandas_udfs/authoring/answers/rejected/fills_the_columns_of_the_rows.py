# task: score-is-a-struct
# why: misconception: the rows may be filled before they are scored; they then come back with other types and without their gaps.
# loses: 4
# message: leave the column as it is
def classify(rows, model):
    for name in model["weights"]:
        rows = rows.withColumn(name, F.coalesce(F.col(name).cast("double"), F.lit(model["fill"][name])))

    @F.pandas_udf("probability double, late boolean")
    def both(batch: pd.DataFrame) -> pd.DataFrame:
        total = model["intercept"] + sum(weight * batch[name] for name, weight in model["weights"].items())
        probability = 1 / (1 + np.exp(-total))
        return pd.DataFrame({"probability": probability, "late": probability >= model["threshold"]})

    return rows.withColumn("scored", both(F.struct(*model["weights"])))

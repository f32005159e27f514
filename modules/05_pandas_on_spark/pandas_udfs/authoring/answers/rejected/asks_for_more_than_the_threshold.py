# task: score-is-a-struct
# why: misconception: "at least" is ">".
# loses: 3
# message: at least means that, or more
def classify(rows, model):
    @F.pandas_udf("probability double, late boolean")
    def both(batch: pd.DataFrame) -> pd.DataFrame:
        values = batch.astype("float64").fillna(model["fill"])
        total = model["intercept"] + sum(weight * values[name] for name, weight in model["weights"].items())
        probability = 1 / (1 + np.exp(-total))
        return pd.DataFrame({"probability": probability, "late": probability > model["threshold"]})

    return rows.withColumn("scored", both(F.struct(*model["weights"])))

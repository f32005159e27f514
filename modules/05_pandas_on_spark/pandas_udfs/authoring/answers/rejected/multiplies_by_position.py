# task: score-is-a-struct
# why: misconception: the columns of the frame and the weights of the model stand in the same order.
# loses: 4
# message: which weight meets which column
def classify(rows, model):
    columns = [name for name in rows.columns if name in model["weights"]]

    @F.pandas_udf("probability double, late boolean")
    def both(batch: pd.DataFrame) -> pd.DataFrame:
        values = batch.astype("float64").fillna(model["fill"]).to_numpy()
        probability = 1 / (1 + np.exp(-model["intercept"] - values @ np.array(list(model["weights"].values()))))
        return pd.DataFrame({"probability": probability, "late": probability >= model["threshold"]})

    return rows.withColumn("scored", both(F.struct(*columns)))

# task: gaps-stay-gaps
# why: misconception: a model needs a number, so a missing score is a score of 0.
# loses: 3
# message: gaps should stay gaps
def calibrate(rows, corners):
    scores, heights = zip(*corners)

    @F.pandas_udf("double")
    def on_the_curve(values: pd.Series) -> pd.Series:
        return pd.Series(np.interp(values.fillna(0.0), scores, heights))

    @F.pandas_udf("int")
    def in_percent(values: pd.Series) -> pd.Series:
        return (100 * values).round().astype("int32")

    return rows.withColumn("probability", on_the_curve("score")).withColumn("percent", in_percent("probability"))

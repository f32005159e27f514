# task: gaps-stay-gaps
# why: misconception: a cast to a whole number rounds. It cuts off.
# loses: 2
# message: percents are not the nearest whole number
def calibrate(rows, corners):
    scores, heights = zip(*corners)

    @F.pandas_udf("double")
    def on_the_curve(values: pd.Series) -> pd.Series:
        return pd.Series(np.interp(values, scores, heights))

    percent = (100 * F.col("probability") + 1e-9).cast("int")
    return rows.withColumn("probability", on_the_curve("score")).withColumn("percent", percent)

# task: batches-change-nothing
# why: misconception: inside a pandas UDF, mean() is the mean of the column.
# loses: 3
# message: depends on the batch
def standardize(train, rows, column, size):
    rows = in_batches(rows, size)

    @F.pandas_udf("double")
    def standardized(values: pd.Series) -> pd.Series:
        return (values - values.mean()) / values.std()

    return rows.withColumn("z", standardized(column))

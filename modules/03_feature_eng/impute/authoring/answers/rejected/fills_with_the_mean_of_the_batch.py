# task: indicator-remembers-the-gap
# why: misconception: each batch is filled with its own mean; then the same gap has another value every day.
# loses: 2
# message: the gaps did not get the mean of the training rows
def fill_and_mark(train, rows, columns):
    from pyspark.ml.feature import Imputer

    full = [f"{name}_filled" for name in columns]
    missing = {f"{name}_missing": (F.col(name).isNull() | F.isnan(name)).cast("int") for name in columns}
    return Imputer(inputCols=columns, outputCols=full).fit(rows).transform(rows.withColumns(missing))

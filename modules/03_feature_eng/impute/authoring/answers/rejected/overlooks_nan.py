# task: indicator-remembers-the-gap
# why: misconception: isNull finds every gap; NaN is a number for it, while the imputer fills it.
# loses: 2
# message: null and NaN both count
def fill_and_mark(train, rows, columns):
    from pyspark.ml.feature import Imputer

    full = [f"{name}_filled" for name in columns]
    missing = {f"{name}_missing": F.col(name).isNull().cast("int") for name in columns}
    return Imputer(inputCols=columns, outputCols=full).fit(train).transform(rows.withColumns(missing))

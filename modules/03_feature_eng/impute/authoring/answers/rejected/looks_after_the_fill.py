# task: indicator-remembers-the-gap
# why: misconception: the indicator may be made at the end; after the fill there is no gap to see.
# loses: 3
# message: look before you fill
def fill_and_mark(train, rows, columns):
    from pyspark.ml.feature import Imputer

    full = [f"{name}_filled" for name in columns]
    rows = Imputer(inputCols=columns, outputCols=full).fit(train).transform(rows)
    return rows.withColumns({f"{name}_missing": F.col(f"{name}_filled").isNull().cast("int") for name in columns})

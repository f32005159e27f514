# task: indicator-remembers-the-gap
# why: misconception: with the indicator made, the column itself may be filled.
# loses: 2
# message: a column of rows has changed
def fill_and_mark(train, rows, columns):
    from pyspark.ml.feature import Imputer

    missing = {f"{name}_missing": (F.col(name).isNull() | F.isnan(name)).cast("int") for name in columns}
    filled = Imputer(inputCols=columns, outputCols=columns).fit(train).transform(rows.withColumns(missing))
    return filled.withColumns({f"{name}_filled": F.col(name) for name in columns})

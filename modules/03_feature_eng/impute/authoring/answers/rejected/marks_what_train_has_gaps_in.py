# task: indicator-remembers-the-gap
# why: misconception: a column without gaps in train needs no indicator; tomorrow's rows have gaps where today's have none.
# loses: 3
# message: a column that is complete in train may have gaps tomorrow
def fill_and_mark(train, rows, columns):
    from pyspark.ml.feature import Imputer

    full = [f"{name}_filled" for name in columns]
    gaps = {name: (F.col(name).isNull() | F.isnan(name)) for name in columns}
    counts = train.agg(*[F.count_if(gap).alias(name) for name, gap in gaps.items()]).first()
    missing = {f"{name}_missing": gaps[name].cast("int") for name in columns if counts[name]}
    return Imputer(inputCols=columns, outputCols=full).fit(train).transform(rows.withColumns(missing))

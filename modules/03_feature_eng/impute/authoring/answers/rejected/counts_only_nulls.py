# task: strategy-fits-the-column
# why: misconception: an aggregate passes over every gap; one NaN makes the skewness NaN, for Spark larger than 1.
# loses: 2
# message: leave the NaN out before you measure the skewness
def choose_strategies(train, columns):
    chosen = {}
    for name, kind in train.select(columns).dtypes:
        gaps = train.where(F.col(name).isNull()).count()
        if gaps > train.count() / 2:
            chosen[name] = "drop"
        elif kind == "string":
            chosen[name] = "mode"
        else:
            chosen[name] = train.select(F.when(F.abs(F.skewness(name)) > 1, "median").otherwise("mean")).first()[0]
    return chosen

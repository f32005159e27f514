# task: strategy-fits-the-column
# why: misconception: skewed means a tail of large values; a tail of small ones pulls the mean as well, the other way.
# loses: 2
# message: a skewness below -1 counts as well
def choose_strategies(train, columns):
    table, chosen = train.select(columns).toPandas(), {}
    for name in columns:
        if table[name].isna().mean() > 0.5:
            chosen[name] = "drop"
        elif dict(train.dtypes)[name] == "string":
            chosen[name] = "mode"
        else:
            chosen[name] = "median" if table[name].astype(float).skew() > 1 else "mean"
    return chosen

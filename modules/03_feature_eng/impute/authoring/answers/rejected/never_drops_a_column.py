# task: strategy-fits-the-column
# why: misconception: every gap can be filled; with more gaps than values the column is mostly the fill.
# loses: 3
# message: wind_gust gets
def choose_strategies(train, columns):
    table, chosen = train.select(columns).toPandas(), {}
    for name in columns:
        if dict(train.dtypes)[name] == "string":
            chosen[name] = "mode"
        else:
            chosen[name] = "median" if abs(table[name].astype(float).skew()) > 1 else "mean"
    return chosen

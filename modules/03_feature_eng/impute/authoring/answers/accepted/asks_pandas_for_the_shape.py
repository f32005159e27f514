# task: strategy-fits-the-column
# why: pandas knows gaps and skewness too; it corrects the skewness for the sample size, which is nothing here.
def choose_strategies(train, columns):
    table, chosen = train.select(columns).toPandas(), {}
    for name in columns:
        if table[name].isna().mean() > 0.5:
            chosen[name] = "drop"
        elif dict(train.dtypes)[name] == "string":
            chosen[name] = "mode"
        else:
            chosen[name] = "median" if abs(table[name].astype(float).skew()) > 1 else "mean"
    return chosen

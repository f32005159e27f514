# task: no-row-sees-its-own-label
# why: the sums of all folds, less those of the own fold, in pandas.
def out_of_fold(train, key, smoothing):
    table = train.toPandas()
    total = table.groupby("fold")["late"].agg(["sum", "count"])
    rest = total.sum() - total
    prior = table["fold"].map(rest["sum"] / rest["count"])
    of_key = table.groupby(key)["late"].agg(["sum", "count"])
    of_both = table.groupby([key, "fold"])["late"].agg(["sum", "count"])
    rates = []
    for word, fold, p in zip(table[key], table["fold"], prior):
        s, n = (of_key.loc[word] - of_both.loc[(word, fold)]) if isinstance(word, str) else (0, 0)
        rates.append(float((s + smoothing * p) / (n + smoothing)))
    names = ", ".join(f"`{name}` {kind}" for name, kind in train.dtypes)
    return spark.createDataFrame([(*row, rate) for row, rate in zip(train.collect(), rates)], f"{names}, rate double")

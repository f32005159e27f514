# task: fill-values-come-from-train
# why: an imputer serves all columns of one strategy; the columns are cast in place, and the originals are put back.
def fit_and_fill(train, test, strategies):
    from pyspark.ml.feature import Imputer

    doubles = {name: F.col(name).cast("double") for name in strategies}
    stages = []
    for word in sorted(set(strategies.values())):
        names = [name for name in strategies if strategies[name] == word]
        stages.append(Imputer(inputCols=names, outputCols=[f"{name}_filled" for name in names], strategy=word))
    model = Pipeline(stages=stages).fit(train.withColumns(doubles))
    kept = test.withColumns({f"{name}_as_it_was": F.col(name) for name in strategies})
    filled = model.transform(kept.withColumns(doubles))
    back = {name: F.col(f"{name}_as_it_was") for name in strategies}
    return model, filled.withColumns(back).drop(*[f"{name}_as_it_was" for name in strategies])

# task: fill-values-come-from-train
# why: the imputers read helper columns of doubles, which are made before the model and dropped after it.
def fit_and_fill(train, test, strategies):
    from pyspark.ml.feature import Imputer

    def wide(rows):
        return rows.withColumns({f"{name}_double": F.col(name).cast("double") for name in strategies})

    stages = [
        Imputer(inputCols=[f"{name}_double"], outputCols=[f"{name}_filled"], strategy=strategy)
        for name, strategy in strategies.items()
    ]
    model = Pipeline(stages=stages).fit(wide(train))
    return model, model.transform(wide(test)).drop(*[f"{name}_double" for name in strategies])

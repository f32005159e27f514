# task: fill-values-come-from-train
# why: misconception: only the filled rows matter; the model that is handed over was fitted again, on everything.
# loses: 1
# message: exactly the mean or the median of the training and test rows together
def fit_and_fill(train, test, strategies):
    from pyspark.ml.feature import Imputer

    def wide(rows):
        return rows.withColumns({f"{name}_filled": F.col(name).cast("double") for name in strategies})

    filled = {name: [f"{name}_filled"] for name in strategies}
    stages = [Imputer(inputCols=filled[name], outputCols=filled[name], strategy=word) for name, word in strategies.items()]
    pipeline = Pipeline(stages=stages)
    return pipeline.fit(wide(train.unionByName(test))), pipeline.fit(wide(train)).transform(wide(test))

# task: fill-values-come-from-train
# why: misconception: one imputer does for all columns; it has one strategy, and the default is the mean.
# loses: 3
# message: look at the strategy of each column
def fit_and_fill(train, test, strategies):
    from pyspark.ml.feature import Imputer

    def wide(rows):
        return rows.withColumns({f"{name}_filled": F.col(name).cast("double") for name in strategies})

    filled = [f"{name}_filled" for name in strategies]
    model = Pipeline(stages=[Imputer(inputCols=filled, outputCols=filled)]).fit(wide(train))
    return model, model.transform(wide(test))

# task: fill-values-come-from-train
# why: misconception: the rows are filled, so any of the models will do; the last one holds the values of one column only.
# loses: 1
# message: one model should fill all the columns
def fit_and_fill(train, test, strategies):
    from pyspark.ml.feature import Imputer

    for name, word in strategies.items():
        doubles = {f"{name}_filled": F.col(name).cast("double")}
        imputer = Imputer(inputCols=[f"{name}_filled"], outputCols=[f"{name}_filled"], strategy=word)
        model = Pipeline(stages=[imputer]).fit(train.withColumns(doubles))
        test = model.transform(test.withColumns(doubles))
    return model, test

# task: fill-values-come-from-train
# why: misconception: an imputer makes doubles; it keeps the type of the column, and the mean loses its fraction.
# loses: 3
# message: a column of whole numbers cuts the fraction
def fit_and_fill(train, test, strategies):
    from pyspark.ml.feature import Imputer

    stages = [Imputer(inputCols=[name], outputCols=[f"{name}_filled"], strategy=word) for name, word in strategies.items()]
    model = Pipeline(stages=stages).fit(train)
    filled = model.transform(test)
    return model, filled.withColumns({f"{name}_filled": F.col(f"{name}_filled").cast("double") for name in strategies})

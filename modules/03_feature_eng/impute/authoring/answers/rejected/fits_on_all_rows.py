# task: fill-values-come-from-train
# why: misconception: more rows make a better mean; these rows are to judge the model later.
# loses: 4
# message: other rows have another mean
def fit_and_fill(train, test, strategies):
    from pyspark.ml.feature import Imputer

    def wide(rows):
        return rows.withColumns({f"{name}_filled": F.col(name).cast("double") for name in strategies})

    filled = {name: [f"{name}_filled"] for name in strategies}
    stages = [Imputer(inputCols=filled[name], outputCols=filled[name], strategy=word) for name, word in strategies.items()]
    model = Pipeline(stages=stages).fit(wide(train.unionByName(test)))
    return model, model.transform(wide(test))

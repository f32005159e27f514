# task: bins-cover-the-categories
# why: misconception: there is always a category.
# loses: 1
# message: Your code did not come to its end
def fit_tree(train, categories, numbers, depth):
    from pyspark.ml.feature import StringIndexer, VectorAssembler

    indices = [f"{name}_index" for name in categories]
    bins = max(32, max(train.select(name).distinct().count() + 1 for name in categories))
    stages = [
        StringIndexer(inputCols=categories, outputCols=indices, handleInvalid="keep"),
        VectorAssembler(inputCols=[*indices, *numbers], outputCol="features"),
        DecisionTreeRegressor(maxDepth=depth, maxBins=bins),
    ]
    return Pipeline(stages=stages).fit(train)

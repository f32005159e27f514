# task: bins-cover-the-categories
# why: misconception: there are as many categories as different values; handleInvalid="keep" adds one for the unknown.
# loses: 4
# message: did not come to its end
def fit_tree(train, categories, numbers, depth):
    from pyspark.ml.feature import StringIndexer

    indices = [f"{name}_index" for name in categories]
    index = [StringIndexer(inputCols=categories, outputCols=indices, handleInvalid="keep")] if categories else []
    bins = max([32, *(train.select(name).distinct().count() for name in categories)])
    assemble = VectorAssembler(inputCols=[*indices, *numbers], outputCol="features")
    tree = DecisionTreeRegressor(maxDepth=depth, maxBins=bins)
    return Pipeline(stages=[*index, assemble, tree]).fit(train)

# task: bins-cover-the-categories
# why: misconception: a hundred bins are enough for everybody.
# loses: 2
# message: did not come to its end
def fit_tree(train, categories, numbers, depth):
    from pyspark.ml.feature import StringIndexer

    indices = [f"{name}_index" for name in categories]
    index = [StringIndexer(inputCols=categories, outputCols=indices, handleInvalid="keep")] if categories else []
    assemble = VectorAssembler(inputCols=[*indices, *numbers], outputCol="features")
    tree = DecisionTreeRegressor(maxDepth=depth, maxBins=100)
    return Pipeline(stages=[*index, assemble, tree]).fit(train)

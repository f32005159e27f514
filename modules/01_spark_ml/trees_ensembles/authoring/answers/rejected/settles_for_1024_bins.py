# task: bins-cover-the-categories
# why: misconception: a power of two that is larger than any column seen so far is enough; the number of categories decides.
# loses: 2
# message: did not come to its end
def fit_tree(train, categories, numbers, depth):
    from pyspark.ml.feature import StringIndexer

    indices = [f"{name}_index" for name in categories]
    index = [StringIndexer(inputCols=categories, outputCols=indices, handleInvalid="keep")] if categories else []
    assemble = VectorAssembler(inputCols=[*indices, *numbers], outputCol="features")
    tree = DecisionTreeRegressor(maxDepth=depth, maxBins=1024)
    return Pipeline(stages=[*index, assemble, tree]).fit(train)

# task: bins-cover-the-categories
# why: misconception: a large round number of bins is enough for any column; the number of categories decides.
# loses: 2
# message: did not come to its end
def fit_tree(train, categories, numbers, depth):
    from pyspark.ml.feature import StringIndexer

    indices = [f"{name}_index" for name in categories]
    index = [StringIndexer(inputCols=categories, outputCols=indices, handleInvalid="keep")] if categories else []
    assemble = VectorAssembler(inputCols=[*indices, *numbers], outputCol="features")
    tree = DecisionTreeRegressor(maxDepth=depth, maxBins=512)
    return Pipeline(stages=[*index, assemble, tree]).fit(train)

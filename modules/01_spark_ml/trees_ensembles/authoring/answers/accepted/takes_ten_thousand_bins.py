# task: bins-cover-the-categories
# why: a generous number of bins works as well: Spark makes no more bins than there are values.
def fit_tree(train, categories, numbers, depth):
    from pyspark.ml.feature import StringIndexer

    indices = [f"{name}_index" for name in categories]
    index = [StringIndexer(inputCols=categories, outputCols=indices, handleInvalid="keep")] if categories else []
    assemble = VectorAssembler(inputCols=[*indices, *numbers], outputCol="features")
    tree = DecisionTreeRegressor(maxDepth=depth, maxBins=10_000)
    return Pipeline(stages=[*index, assemble, tree]).fit(train)

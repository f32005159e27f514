# task: bins-cover-the-categories
# why: misconception: the first text column says how many bins there must be; the largest one does.
# loses: 1
# message: did not come to its end
def fit_tree(train, categories, numbers, depth):
    from pyspark.ml.feature import StringIndexer

    indices = [f"{name}_index" for name in categories]
    index = [StringIndexer(inputCols=categories, outputCols=indices, handleInvalid="keep")] if categories else []
    bins = max([32, *(train.select(name).distinct().count() + 1 for name in categories[:1])])
    assemble = VectorAssembler(inputCols=[*indices, *numbers], outputCol="features")
    tree = DecisionTreeRegressor(maxDepth=depth, maxBins=bins)
    return Pipeline(stages=[*index, assemble, tree]).fit(train)

# task: bins-cover-the-categories
# why: misconception: rows with a new value are invalid and may be skipped; nobody asked to drop them.
# loses: 2
# message: look at handleInvalid
def fit_tree(train, categories, numbers, depth):
    from pyspark.ml.feature import StringIndexer

    indices = [f"{name}_index" for name in categories]
    index = [StringIndexer(inputCols=categories, outputCols=indices, handleInvalid="skip")] if categories else []
    bins = max([32, *(train.select(name).distinct().count() + 1 for name in categories)])
    assemble = VectorAssembler(inputCols=[*indices, *numbers], outputCol="features")
    tree = DecisionTreeRegressor(maxDepth=depth, maxBins=bins)
    return Pipeline(stages=[*index, assemble, tree]).fit(train)

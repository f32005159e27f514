# task: bins-cover-the-categories
# why: misconception: features should be scaled before a fit; the scaler forgets that a number was a name.
# loses: 2
# message: Does the tree know that the column holds names?
def fit_tree(train, categories, numbers, depth):
    from pyspark.ml.feature import MinMaxScaler, StringIndexer

    indices = [f"{name}_index" for name in categories]
    index = [StringIndexer(inputCols=categories, outputCols=indices, handleInvalid="keep")] if categories else []
    bins = max([32, *(train.select(name).distinct().count() + 1 for name in categories)])
    assemble = VectorAssembler(inputCols=[*indices, *numbers], outputCol="features")
    tree = DecisionTreeRegressor(maxDepth=depth, maxBins=bins, featuresCol="scaled")
    return Pipeline(stages=[*index, assemble, MinMaxScaler(inputCol="features", outputCol="scaled"), tree]).fit(train)

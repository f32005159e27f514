# task: bins-cover-the-categories
# why: misconception: categories must be one-hot encoded for every model; a tree can then part only one value from the rest.
# loses: 2
# message: Scaling and one-hot encoding take that away
def fit_tree(train, categories, numbers, depth):
    from pyspark.ml.feature import OneHotEncoder, StringIndexer

    indices = [f"{name}_index" for name in categories]
    index = [StringIndexer(inputCols=categories, outputCols=indices, handleInvalid="keep")] if categories else []
    vectors = [f"{name}_vector" for name in categories]
    index += [OneHotEncoder(inputCols=indices, outputCols=vectors, handleInvalid="keep")] if categories else []
    assemble = VectorAssembler(inputCols=[*vectors, *numbers], outputCol="features")
    tree = DecisionTreeRegressor(maxDepth=depth)
    return Pipeline(stages=[*index, assemble, tree]).fit(train)

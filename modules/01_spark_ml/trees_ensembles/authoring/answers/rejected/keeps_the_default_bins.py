# task: bins-cover-the-categories
# why: misconception: the default settings of a tree fit any data; 32 bins are too few for 60 airports.
# loses: 4
# message: did not come to its end
def fit_tree(train, categories, numbers, depth):
    from pyspark.ml.feature import StringIndexer

    indices = [f"{name}_index" for name in categories]
    index = [StringIndexer(inputCols=categories, outputCols=indices, handleInvalid="keep")] if categories else []
    assemble = VectorAssembler(inputCols=[*indices, *numbers], outputCol="features")
    tree = DecisionTreeRegressor(maxDepth=depth)
    return Pipeline(stages=[*index, assemble, tree]).fit(train)

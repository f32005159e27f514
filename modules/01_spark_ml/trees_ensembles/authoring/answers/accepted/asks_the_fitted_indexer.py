# task: bins-cover-the-categories
# why: the indexer knows how many labels it has found, and fitted stages may be put into a PipelineModel by hand.
def fit_tree(train, categories, numbers, depth):
    from pyspark.ml.feature import StringIndexer

    stages, most = [], 32
    for name in categories:
        indexer = StringIndexer(inputCol=name, outputCol=f"{name}_i", handleInvalid="keep").fit(train)
        stages.append(indexer)
        most = max(most, len(indexer.labels) + 1)
    stages.append(VectorAssembler(inputCols=[f"{name}_i" for name in categories] + numbers, outputCol="x"))
    ready = PipelineModel(stages=stages).transform(train)
    return PipelineModel(stages=[*stages, DecisionTreeRegressor(featuresCol="x", maxDepth=depth, maxBins=most).fit(ready)])

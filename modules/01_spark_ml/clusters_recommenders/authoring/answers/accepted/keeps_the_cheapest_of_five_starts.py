# task: each-measurement-counts-alike
# why: with the mean taken away, too, and several seeds, of which the lowest cost is kept; the assembler skips the gaps.
def group_birds(birds, k):
    from pyspark.ml.clustering import KMeans
    from pyspark.ml.feature import StandardScaler, VectorAssembler

    assemble = VectorAssembler(inputCols=measures, outputCol="raw", handleInvalid="skip")
    scale = StandardScaler(inputCol="raw", outputCol="features", withMean=True, withStd=True)
    vectors = Pipeline(stages=[assemble, scale]).fit(birds).transform(birds).select("ring", "features").cache()
    models = [KMeans(k=k, seed=seed).fit(vectors) for seed in range(5)]
    best = min(models, key=lambda model: model.summary.trainingCost)
    return best.transform(vectors).select("ring", F.col("prediction").alias("cluster"))

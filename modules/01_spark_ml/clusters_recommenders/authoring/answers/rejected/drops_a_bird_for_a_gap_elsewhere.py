# task: each-measurement-counts-alike
# why: misconception: dropna() is a harmless start; it also drops birds whose sex or nest nobody wrote down.
# loses: 2
# message: birds with all four measurements
def group_birds(birds, k):
    from pyspark.ml.clustering import KMeans
    from pyspark.ml.feature import StandardScaler, VectorAssembler

    complete = birds.dropna()
    assemble = VectorAssembler(inputCols=measures, outputCol="raw")
    scale = StandardScaler(inputCol="raw", outputCol="features")
    means = KMeans(k=k, predictionCol="cluster", seed=1)
    return Pipeline(stages=[assemble, scale, means]).fit(complete).transform(complete).select("ring", "cluster")

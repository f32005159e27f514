# task: each-measurement-counts-alike
# why: misconception: lengths say enough about a body; kinds that differ in their mass alone become one.
# loses: 2
# message: Do all four measurements of the body count?
def group_birds(birds, k):
    from pyspark.ml.clustering import KMeans
    from pyspark.ml.feature import StandardScaler, VectorAssembler

    complete = birds.dropna(subset=measures)
    assemble = VectorAssembler(inputCols=measures[:3], outputCol="raw")
    scale = StandardScaler(inputCol="raw", outputCol="features")
    means = KMeans(k=k, predictionCol="cluster", seed=1)
    return Pipeline(stages=[assemble, scale, means]).fit(complete).transform(complete).select("ring", "cluster")

# task: each-measurement-counts-alike
# why: misconception: taking the mean away is scaling; distances do not change when all rows move by the same step.
# loses: 4
# message: divide it by its standard deviation
def group_birds(birds, k):
    from pyspark.ml.clustering import KMeans
    from pyspark.ml.feature import StandardScaler, VectorAssembler

    complete = birds.dropna(subset=measures)
    assemble = VectorAssembler(inputCols=measures, outputCol="raw")
    scale = StandardScaler(inputCol="raw", outputCol="features", withMean=True, withStd=False)
    means = KMeans(k=k, predictionCol="cluster", seed=1)
    return Pipeline(stages=[assemble, scale, means]).fit(complete).transform(complete).select("ring", "cluster")

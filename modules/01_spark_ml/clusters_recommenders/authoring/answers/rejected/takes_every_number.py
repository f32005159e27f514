# task: each-measurement-counts-alike
# why: misconception: more columns say more; ids and days are numbers, and the groups then follow the calendar.
# loses: 4
# message: but they do not describe a body
def group_birds(birds, k):
    from pyspark.ml.clustering import KMeans
    from pyspark.ml.feature import StandardScaler, VectorAssembler

    numbers = [name for name, kind in birds.dtypes if kind != "string"]
    complete = birds.dropna(subset=measures)
    assemble = VectorAssembler(inputCols=numbers, outputCol="raw", handleInvalid="skip")
    scale = StandardScaler(inputCol="raw", outputCol="features")
    means = KMeans(k=k, predictionCol="cluster", seed=1)
    return Pipeline(stages=[assemble, scale, means]).fit(complete).transform(complete).select("ring", "cluster")

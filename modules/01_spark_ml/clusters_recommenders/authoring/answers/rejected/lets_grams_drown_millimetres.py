# task: each-measurement-counts-alike
# why: misconception: k-means looks at all columns; without scaling it looks at the one with the smallest unit.
# loses: 4
# message: divide it by its standard deviation
def group_birds(birds, k):
    from pyspark.ml.clustering import KMeans
    from pyspark.ml.feature import VectorAssembler

    complete = birds.dropna(subset=measures)
    vectors = VectorAssembler(inputCols=measures, outputCol="features").transform(complete)
    return KMeans(k=k, predictionCol="cluster", seed=1).fit(vectors).transform(vectors).select("ring", "cluster")

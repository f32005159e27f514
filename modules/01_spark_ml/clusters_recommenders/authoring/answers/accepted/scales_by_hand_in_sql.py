# task: each-measurement-counts-alike
# why: the columns divided by hand, and bisecting k-means in place of k-means.
def group_birds(birds, k):
    from pyspark.ml.clustering import BisectingKMeans
    from pyspark.ml.feature import VectorAssembler

    complete = birds.dropna(subset=measures)
    spread = complete.agg(*[F.stddev(name).alias(name) for name in measures]).first()
    scaled = complete.select("ring", *[(F.col(name) / spread[name]).alias(name) for name in measures])
    vectors = VectorAssembler(inputCols=measures, outputCol="features").transform(scaled)
    return BisectingKMeans(k=k, seed=3).fit(vectors).transform(vectors).withColumnRenamed("prediction", "cluster")

# task: each-measurement-counts-alike
# why: MinMaxScaler gives each measurement the same range, and bisecting k-means groups what it gives.
from pyspark.ml.clustering import BisectingKMeans
from pyspark.ml.feature import MinMaxScaler, VectorAssembler


def group_birds(birds, k):
    complete = birds.na.drop(subset=measures)
    stages = [
        VectorAssembler(inputCols=measures, outputCol="body"),
        MinMaxScaler(inputCol="body", outputCol="features"),
        BisectingKMeans(k=k, predictionCol="cluster", seed=3),
    ]
    return Pipeline(stages=stages).fit(complete).transform(complete).select("ring", "cluster")

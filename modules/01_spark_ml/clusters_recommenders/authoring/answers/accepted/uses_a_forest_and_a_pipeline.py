# task: estimator-fits-the-scenario
# why: a forest for the minutes, a pipeline that scales before the weights, bisecting k-means.
def estimators():
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.clustering import BisectingKMeans
    from pyspark.ml.feature import StandardScaler
    from pyspark.ml.recommendation import ALS
    from pyspark.ml.regression import RandomForestRegressor

    scale = StandardScaler(inputCol="features", outputCol="scaled")
    return {
        "minutes": RandomForestRegressor(maxDepth=8, featureSubsetStrategy="all", seed=1),
        "claims": Pipeline(stages=[scale, LogisticRegression(featuresCol="scaled", regParam=0.01)]),
        "segments": BisectingKMeans(k=3, seed=1),
        "songs": ALS(userCol="user", itemCol="song", ratingCol="plays", implicitPrefs=True, rank=2, alpha=5.0, numUserBlocks=2),
    }

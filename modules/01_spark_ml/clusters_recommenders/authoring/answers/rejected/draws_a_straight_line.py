# task: estimator-fits-the-scenario
# why: misconception: a number asks for linear regression; a straight line knows no "only in the morning".
# loses: 1
# message: a straight line cannot say only
def estimators():
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.clustering import KMeans
    from pyspark.ml.recommendation import ALS
    from pyspark.ml.regression import LinearRegression

    songs = {"userCol": "user", "itemCol": "song", "ratingCol": "plays", "numUserBlocks": 1, "numItemBlocks": 1}
    return {
        "minutes": LinearRegression(),
        "claims": LogisticRegression(),
        "segments": KMeans(k=3, seed=1),
        "songs": ALS(implicitPrefs=True, rank=4, seed=1, **songs),
    }

# task: estimator-fits-the-scenario
# why: misconception: ALS reads any number; explicit ALS predicts how often a user plays, and not what.
# loses: 1
# message: Plays are not stars
def estimators():
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.clustering import KMeans
    from pyspark.ml.recommendation import ALS
    from pyspark.ml.regression import DecisionTreeRegressor

    songs = {"userCol": "user", "itemCol": "song", "ratingCol": "plays", "numUserBlocks": 1, "numItemBlocks": 1}
    return {
        "minutes": DecisionTreeRegressor(maxDepth=6),
        "claims": LogisticRegression(),
        "segments": KMeans(k=3, seed=1),
        "songs": ALS(implicitPrefs=False, rank=4, seed=1, **songs),
    }

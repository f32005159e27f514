# task: estimator-fits-the-scenario
# why: misconception: 0 and 1 are numbers, so regression will do; it gives no probability, and its values leave 0 to 1.
# loses: 1
# message: fraud or not is a category
def estimators():
    from pyspark.ml.clustering import KMeans
    from pyspark.ml.recommendation import ALS
    from pyspark.ml.regression import DecisionTreeRegressor, LinearRegression

    songs = {"userCol": "user", "itemCol": "song", "ratingCol": "plays", "numUserBlocks": 1, "numItemBlocks": 1}
    return {
        "minutes": DecisionTreeRegressor(maxDepth=6),
        "claims": LinearRegression(),
        "segments": KMeans(k=3, seed=1),
        "songs": ALS(implicitPrefs=True, rank=4, seed=1, **songs),
    }

# task: estimator-fits-the-scenario
# why: misconception: three groups are three classes; a classifier learns from labels, and there are none.
# loses: 1
# message: nobody has a label there
def estimators():
    from pyspark.ml.classification import DecisionTreeClassifier, LogisticRegression
    from pyspark.ml.recommendation import ALS
    from pyspark.ml.regression import DecisionTreeRegressor

    songs = {"userCol": "user", "itemCol": "song", "ratingCol": "plays", "numUserBlocks": 1, "numItemBlocks": 1}
    return {
        "minutes": DecisionTreeRegressor(maxDepth=6),
        "claims": LogisticRegression(),
        "segments": DecisionTreeClassifier(maxDepth=2),
        "songs": ALS(implicitPrefs=True, rank=4, seed=1, **songs),
    }

# task: estimator-fits-the-scenario
# why: misconception: the best score is the best choice; nobody can follow a hundred trees.
# loses: 1
# message: an officer cannot explain its decisions
def estimators():
    from pyspark.ml.classification import RandomForestClassifier
    from pyspark.ml.clustering import KMeans
    from pyspark.ml.recommendation import ALS
    from pyspark.ml.regression import DecisionTreeRegressor

    songs = {"userCol": "user", "itemCol": "song", "ratingCol": "plays", "numUserBlocks": 1, "numItemBlocks": 1}
    return {
        "minutes": DecisionTreeRegressor(maxDepth=6),
        "claims": RandomForestClassifier(numTrees=100, seed=1),
        "segments": KMeans(k=3, seed=1),
        "songs": ALS(implicitPrefs=True, rank=4, seed=1, **songs),
    }

# task: estimator-fits-the-scenario
# why: misconception: a tree is a tree; a classifier makes a class of each number of minutes.
# loses: 1
# message: the label is a number with fractions, not a class
def estimators():
    from pyspark.ml.classification import DecisionTreeClassifier, LogisticRegression
    from pyspark.ml.clustering import KMeans
    from pyspark.ml.recommendation import ALS

    songs = {"userCol": "user", "itemCol": "song", "ratingCol": "plays", "numUserBlocks": 1, "numItemBlocks": 1}
    return {
        "minutes": DecisionTreeClassifier(maxDepth=6),
        "claims": LogisticRegression(),
        "segments": KMeans(k=3, seed=1),
        "songs": ALS(implicitPrefs=True, rank=4, seed=1, **songs),
    }

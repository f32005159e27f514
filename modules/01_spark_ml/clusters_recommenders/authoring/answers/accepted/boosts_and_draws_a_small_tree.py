# task: estimator-fits-the-scenario
# why: boosting, a small tree, a mixture of three and ALS as its defaults are.
def estimators():
    from pyspark.ml.classification import DecisionTreeClassifier
    from pyspark.ml.clustering import GaussianMixture
    from pyspark.ml.recommendation import ALS
    from pyspark.ml.regression import GBTRegressor

    return {
        "minutes": GBTRegressor(maxIter=10, seed=1),
        "claims": DecisionTreeClassifier(maxDepth=3),
        "segments": GaussianMixture(k=3, seed=1),
        "songs": ALS(userCol="user", itemCol="song", ratingCol="plays", implicitPrefs=True),
    }

# task: estimator-fits-the-scenario
# why: a validator's best model has one weight for each feature, too; a mixture from another start, and the alpha of the paper on plays.
def estimators():
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.clustering import GaussianMixture
    from pyspark.ml.evaluation import BinaryClassificationEvaluator
    from pyspark.ml.recommendation import ALS
    from pyspark.ml.regression import RandomForestRegressor
    from pyspark.ml.tuning import ParamGridBuilder, TrainValidationSplit

    line = LogisticRegression()
    grid = ParamGridBuilder().addGrid(line.regParam, [0.0, 0.01]).build()
    tuned = TrainValidationSplit(estimator=line, estimatorParamMaps=grid, evaluator=BinaryClassificationEvaluator(), seed=1)
    return {
        "minutes": RandomForestRegressor(seed=7),
        "claims": Pipeline(stages=[Pipeline(stages=[tuned])]),
        "segments": GaussianMixture(k=3, seed=42),
        "songs": ALS(userCol="user", itemCol="song", ratingCol="plays", implicitPrefs=True, alpha=40.0, seed=7),
    }

# task: pipeline-sees-training-rows-only
# why: misconception: Imputer fills with the median by default; it takes the mean, which a few large values pull up.
# loses: 1
# message: look at the strategy of the imputer
def train_and_score(train, test):
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.feature import Imputer, OneHotEncoder, StringIndexer, VectorAssembler

    index, vector, full = ["carrier_i", "engine_i"], ["carrier_v", "engine_v"], ["pressure_full", "seats_full"]
    stages = [
        StringIndexer(inputCols=["carrier", "engine"], outputCols=index, handleInvalid="keep"),
        OneHotEncoder(inputCols=index, outputCols=vector),
        Imputer(inputCols=["pressure", "seats"], outputCols=full),
        VectorAssembler(inputCols=["hour", "distance", *full, *vector], outputCol="features"),
        LogisticRegression(labelCol="late", maxIter=30),
    ]
    model = Pipeline(stages=stages).fit(train)
    return model, model.transform(test)

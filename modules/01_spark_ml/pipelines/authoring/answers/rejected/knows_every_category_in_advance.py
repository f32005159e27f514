# task: pipeline-sees-training-rows-only
# why: misconception: an indexer may see all rows, since it looks at no label; it then knows categories that training never met.
# loses: 3
# message: holds exactly the statistics of the training and test rows together
def train_and_score(train, test):
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.feature import Imputer, OneHotEncoder, StringIndexer, VectorAssembler

    index, vector, full = ["carrier_i", "engine_i"], ["carrier_v", "engine_v"], ["pressure_full", "seats_full"]
    indexer = StringIndexer(inputCols=["carrier", "engine"], outputCols=index, handleInvalid="keep")
    stages = [
        indexer.fit(train.unionByName(test.select(train.columns))),
        OneHotEncoder(inputCols=index, outputCols=vector),
        Imputer(inputCols=["pressure", "seats"], outputCols=full, strategy="median"),
        VectorAssembler(inputCols=["hour", "distance", *full, *vector], outputCol="features"),
        LogisticRegression(labelCol="late", maxIter=30),
    ]
    model = Pipeline(stages=stages).fit(train)
    return model, model.transform(test)

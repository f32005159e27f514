# task: pipeline-sees-training-rows-only
# why: dropLast=False gives each value a slot, and both the indexer and the encoder may keep what is new.
def train_and_score(train, test):
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.feature import Imputer, OneHotEncoder, StringIndexer, VectorAssembler

    index, vector, full = ["carrier_i", "engine_i"], ["carrier_v", "engine_v"], ["pressure_full", "seats_full"]
    stages = [
        Imputer(inputCols=["pressure", "seats"], outputCols=full, strategy="median"),
        StringIndexer(inputCols=["carrier", "engine"], outputCols=index, handleInvalid="keep"),
        OneHotEncoder(inputCols=index, outputCols=vector, dropLast=False, handleInvalid="keep"),
        VectorAssembler(inputCols=[*vector, *full, "hour", "distance"], outputCol="features", handleInvalid="keep"),
        LogisticRegression(labelCol="late", regParam=0.001, maxIter=30),
    ]
    model = Pipeline(stages=stages).fit(train)
    return model, model.transform(test)

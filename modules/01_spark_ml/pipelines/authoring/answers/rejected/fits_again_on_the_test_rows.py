# task: pipeline-sees-training-rows-only
# why: misconception: the test rows need a fit of their own before they can be transformed.
# loses: 4
# message: holds exactly the statistics of the test rows
def train_and_score(train, test):
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.feature import Imputer, OneHotEncoder, StringIndexer, VectorAssembler

    index, vector, full = ["carrier_i", "engine_i"], ["carrier_v", "engine_v"], ["pressure_full", "seats_full"]
    prepare = Pipeline(stages=[
        StringIndexer(inputCols=["carrier", "engine"], outputCols=index, handleInvalid="keep"),
        OneHotEncoder(inputCols=index, outputCols=vector),
        Imputer(inputCols=["pressure", "seats"], outputCols=full, strategy="median"),
        VectorAssembler(inputCols=["hour", "distance", *full, *vector], outputCol="features"),
    ])
    classifier = LogisticRegression(labelCol="late", maxIter=30)
    model = PipelineModel([*prepare.fit(test).stages, classifier.fit(prepare.fit(test).transform(train))])
    return model, model.transform(test)

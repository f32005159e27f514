# task: pipeline-sees-training-rows-only
# why: a pipeline may be a stage of another one; scaling is learned from the training rows like everything else.
def train_and_score(train, test):
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.feature import Imputer, OneHotEncoder, StandardScaler, StringIndexer, VectorAssembler

    def text(name):
        index = StringIndexer(inputCol=name, outputCol=f"{name}_i", handleInvalid="keep")
        encode = OneHotEncoder(inputCol=f"{name}_i", outputCol=f"{name}_v", dropLast=False)
        return Pipeline(stages=[index, encode])

    fill = Imputer(strategy="median", inputCols=["pressure", "seats"], outputCols=["p", "s"])
    numbers = VectorAssembler(inputCols=["p", "s", "hour", "distance"], outputCol="n")
    scale = StandardScaler(inputCol="n", outputCol="z", withMean=True)
    everything = VectorAssembler(inputCols=["z", "carrier_v", "engine_v"], outputCol="x")
    regress = LogisticRegression(featuresCol="x", labelCol="late", regParam=0.001, maxIter=30)
    stages = [text("carrier"), text("engine"), Pipeline(stages=[fill, numbers, scale]), everything, regress]
    model = Pipeline(stages=stages).fit(train)
    return model, model.transform(test)

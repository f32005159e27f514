# task: pipeline-sees-training-rows-only
# why: misconception: numbers are enough; then no text is new, either.
# loses: 2
# message: the regression should use all six columns
def train_and_score(train, test):
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.feature import Imputer, VectorAssembler

    full = ["p", "s"]
    stages = [
        Imputer(inputCols=["pressure", "seats"], outputCols=full, strategy="median"),
        VectorAssembler(inputCols=["hour", "distance", *full], outputCol="features"),
        LogisticRegression(labelCol="late"),
    ]
    model = Pipeline(stages=stages).fit(train)
    return model, model.transform(test)

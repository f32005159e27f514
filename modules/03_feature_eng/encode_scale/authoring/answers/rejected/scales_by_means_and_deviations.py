# task: scaler-knows-train-alone
# why: misconception: StandardScaler is the scaler; a few giants stretch its deviation, and all others come out equal.
# loses: 3
# message: stretched
def scale(train, test, columns):
    from pyspark.ml.feature import StandardScaler, VectorAssembler

    stages = [
        VectorAssembler(inputCols=columns, outputCol="numbers"),
        StandardScaler(inputCol="numbers", outputCol="scaled", withMean=True),
    ]
    model = Pipeline(stages=stages).fit(train)
    return model, model.transform(test)

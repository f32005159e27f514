# task: scaler-knows-train-alone
# why: misconception: each half is scaled by its own quartiles.
# loses: 3
# message: with the quartiles of test
def scale(train, test, columns):
    from pyspark.ml.feature import RobustScaler, VectorAssembler

    stages = [
        VectorAssembler(inputCols=columns, outputCol="numbers"),
        RobustScaler(inputCol="numbers", outputCol="scaled", withCentering=True),
    ]
    model = Pipeline(stages=stages).fit(train)
    return model, Pipeline(stages=stages).fit(test).transform(test)

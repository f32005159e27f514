# task: scaler-knows-train-alone
# why: misconception: a scale has no label in it, so it may be learned from all rows.
# loses: 3
# message: training and test rows together
def scale(train, test, columns):
    from pyspark.ml.feature import RobustScaler, VectorAssembler

    stages = [
        VectorAssembler(inputCols=columns, outputCol="numbers"),
        RobustScaler(inputCol="numbers", outputCol="scaled", withCentering=True),
    ]
    model = Pipeline(stages=stages).fit(train.unionByName(test))
    return model, model.transform(test)

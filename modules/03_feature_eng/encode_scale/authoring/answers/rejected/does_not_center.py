# task: scaler-knows-train-alone
# why: misconception: a scaler centers by default; RobustScaler and StandardScaler only divide.
# loses: 3
# message: without centering the median is not 0
def scale(train, test, columns):
    from pyspark.ml.feature import RobustScaler, VectorAssembler

    stages = [
        VectorAssembler(inputCols=columns, outputCol="numbers"),
        RobustScaler(inputCol="numbers", outputCol="scaled"),
    ]
    model = Pipeline(stages=stages).fit(train)
    return model, model.transform(test)

# task: scaler-knows-train-alone
# why: misconception: the scaled rows are what counts; the model that is kept then cannot scale the next ones.
# loses: 2
# message: the scaler has to be one of its stages
def scale(train, test, columns):
    from pyspark.ml.feature import RobustScaler, VectorAssembler

    model = Pipeline(stages=[VectorAssembler(inputCols=columns, outputCol="numbers")]).fit(train)
    robust = RobustScaler(inputCol="numbers", outputCol="scaled", withCentering=True)
    return model, robust.fit(model.transform(train)).transform(model.transform(test))

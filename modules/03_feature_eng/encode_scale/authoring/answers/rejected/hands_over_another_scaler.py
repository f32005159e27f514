# task: scaler-knows-train-alone
# why: misconception: any fitted scaler will do for the model; the next rows are then measured in other units than these.
# loses: 2
# message: hand over the model that made it
def scale(train, test, columns):
    from pyspark.ml.feature import RobustScaler, StandardScaler, VectorAssembler

    assembler = VectorAssembler(inputCols=columns, outputCol="numbers")
    robust = RobustScaler(inputCol="numbers", outputCol="scaled", withCentering=True)
    standard = StandardScaler(inputCol="numbers", outputCol="scaled", withMean=True)
    return Pipeline(stages=[assembler, standard]).fit(train), Pipeline(stages=[assembler, robust]).fit(train).transform(test)

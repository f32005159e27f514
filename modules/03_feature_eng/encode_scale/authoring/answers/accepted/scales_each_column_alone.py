# task: scaler-knows-train-alone
# why: a scaler for each column, with finer quartiles, and one assembler at the end.
def scale(train, test, columns):
    from pyspark.ml.feature import RobustScaler, VectorAssembler

    stages = []
    for name in columns:
        stages.append(VectorAssembler(inputCols=[name], outputCol=f"{name}_v"))
        robust = RobustScaler(inputCol=f"{name}_v", outputCol=f"{name}_s", withCentering=True, relativeError=1e-5)
        stages.append(robust)
    stages.append(VectorAssembler(inputCols=[f"{name}_s" for name in columns], outputCol="scaled"))
    model = Pipeline(stages=stages).fit(train)
    return model, model.transform(test)

# task: log-label-is-undone
# why: misconception: a linear model of the minutes gives the same predictions; it cannot follow delays that multiply.
# loses: 1
# message: fitted on log1p(arr_delay)
def measure_log_model(train, test):
    from pyspark.ml.feature import VectorAssembler
    from pyspark.ml.regression import LinearRegression

    assemble = VectorAssembler(inputCols=["hour", "distance"], outputCol="features")
    scored = Pipeline(stages=[assemble, LinearRegression(labelCol="arr_delay")]).fit(train).transform(test)
    rmse = scored.agg(F.sqrt(F.avg((F.col("arr_delay") - F.col("prediction")) ** 2))).first()[0]
    return scored, rmse

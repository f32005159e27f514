# task: log-label-is-undone
# why: misconception: the exponential of the log RMSE is the RMSE in minutes; a mean of squares does not survive an exponential.
# loses: 2
# message: undo the logarithm before you measure
def measure_log_model(train, test):
    from pyspark.ml.feature import VectorAssembler
    from pyspark.ml.regression import LinearRegression

    assemble = VectorAssembler(inputCols=["hour", "distance"], outputCol="features")
    regress = LinearRegression(labelCol="log_label", predictionCol="log_prediction")
    model = Pipeline(stages=[assemble, regress]).fit(train.withColumn("log_label", F.log1p("arr_delay")))
    scored = model.transform(test).withColumn("prediction", F.expm1("log_prediction"))
    rmse = scored.agg(F.expm1(F.sqrt(F.avg((F.log1p("arr_delay") - F.col("log_prediction")) ** 2)))).first()[0]
    return scored, rmse

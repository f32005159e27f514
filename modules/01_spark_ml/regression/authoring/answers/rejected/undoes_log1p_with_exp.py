# task: log-label-is-undone
# why: misconception: exp undoes log1p; each prediction is then one minute too high.
# loses: 1
# message: brought back to minutes
def measure_log_model(train, test):
    from pyspark.ml.feature import VectorAssembler
    from pyspark.ml.regression import LinearRegression

    assemble = VectorAssembler(inputCols=["hour", "distance"], outputCol="features")
    regress = LinearRegression(labelCol="log_label", predictionCol="log_prediction")
    model = Pipeline(stages=[assemble, regress]).fit(train.withColumn("log_label", F.log1p("arr_delay")))
    scored = model.transform(test).withColumn("prediction", F.exp("log_prediction"))
    rmse = scored.agg(F.sqrt(F.avg((F.col("arr_delay") - F.col("prediction")) ** 2))).first()[0]
    return scored, rmse

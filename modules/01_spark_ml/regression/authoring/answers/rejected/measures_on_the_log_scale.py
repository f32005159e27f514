# task: log-label-is-undone
# why: misconception: the RMSE of the fitted model is the RMSE of the forecast; here it is in log minutes.
# loses: 2
# message: undo the logarithm before you measure
def measure_log_model(train, test):
    from pyspark.ml.evaluation import RegressionEvaluator
    from pyspark.ml.feature import VectorAssembler
    from pyspark.ml.regression import LinearRegression

    assemble = VectorAssembler(inputCols=["hour", "distance"], outputCol="features")
    regress = LinearRegression(labelCol="log_label", predictionCol="log_prediction")
    model = Pipeline(stages=[assemble, regress]).fit(train.withColumn("log_label", F.log1p("arr_delay")))
    scored = model.transform(test).withColumn("log_label", F.log1p("arr_delay"))
    rmse = RegressionEvaluator(labelCol="log_label", predictionCol="log_prediction", metricName="rmse").evaluate(scored)
    return scored.withColumn("prediction", F.expm1("log_prediction")), rmse

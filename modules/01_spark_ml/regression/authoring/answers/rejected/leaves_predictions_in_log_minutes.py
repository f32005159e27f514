# task: log-label-is-undone
# why: misconception: predict returns what the label was called, not what it was trained on; the numbers are log minutes.
# loses: 3
# message: brought back to minutes
def measure_log_model(train, test):
    from pyspark.ml.feature import VectorAssembler
    from pyspark.ml.regression import LinearRegression

    assemble = VectorAssembler(inputCols=["hour", "distance"], outputCol="features")
    regress = LinearRegression(labelCol="log_label")
    model = Pipeline(stages=[assemble, regress]).fit(train.withColumn("log_label", F.log1p("arr_delay")))
    scored = model.transform(test)
    rmse = scored.agg(F.sqrt(F.avg((F.col("arr_delay") - F.col("prediction")) ** 2))).first()[0]
    return scored, rmse

# task: log-label-is-undone
# why: a correction factor learned on the training rows may follow the exponential; it aims at the mean and not at the median.
def measure_log_model(train, test):
    from pyspark.ml.feature import RFormula
    from pyspark.ml.regression import LinearRegression

    train = train.withColumn("log_minutes", F.log1p("arr_delay"))
    formula = RFormula(formula="log_minutes ~ hour + distance")
    model = Pipeline(stages=[formula, LinearRegression(labelCol="log_minutes")]).fit(train)
    fitted = model.transform(train)
    factor = fitted.agg(F.avg(F.exp(F.col("log_minutes") - F.col("prediction")))).first()[0]
    scored = model.transform(test).withColumn("prediction", F.lit(factor) * F.exp("prediction") - 1)
    rmse = scored.selectExpr("sqrt(avg(power(arr_delay - prediction, 2)))").first()[0]
    return scored, rmse

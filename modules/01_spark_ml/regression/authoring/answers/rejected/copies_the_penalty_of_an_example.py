# task: pipeline-learns-from-its-training-rows
# why: misconception: regParam=0.3 and elasticNetParam=0.8 belong to LinearRegression because many examples have them.
# loses: 2
# message: a penalty pulls the coefficients towards zero
def delay_pipeline():
    from pyspark.ml.feature import RFormula
    from pyspark.ml.regression import LinearRegression

    formula = RFormula(formula="arr_delay ~ carrier + hour + distance", labelCol="y", handleInvalid="keep")
    return Pipeline(stages=[formula, LinearRegression(labelCol="y", maxIter=10, regParam=0.3, elasticNetParam=0.8)])

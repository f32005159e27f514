# task: pipeline-learns-from-its-training-rows
# why: RFormula indexes, encodes and assembles in one stage, and it is an estimator like the three that it replaces.
def delay_pipeline():
    from pyspark.ml.feature import RFormula
    from pyspark.ml.regression import LinearRegression

    formula = RFormula(formula="arr_delay ~ carrier + hour + distance", featuresCol="x", labelCol="y", handleInvalid="keep")
    return Pipeline(stages=[formula, LinearRegression(featuresCol="x", labelCol="y")])

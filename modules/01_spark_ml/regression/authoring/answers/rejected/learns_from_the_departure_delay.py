# task: pipeline-learns-from-its-training-rows
# why: misconception: the feature that predicts best is the one to take; the departure delay is not known before departure.
# loses: 3
# message: it asked for dep_delay; transform may use only columns known before departure
def delay_pipeline():
    from pyspark.ml.feature import RFormula
    from pyspark.ml.regression import LinearRegression

    formula = RFormula(formula="arr_delay ~ carrier + hour + distance + dep_delay", labelCol="y", handleInvalid="keep")
    return Pipeline(stages=[formula, LinearRegression(labelCol="y")])

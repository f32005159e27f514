# task: pipeline-learns-from-its-training-rows
# why: misconception: a pipeline is ready only after fit; a fitted one is a PipelineModel, a transformer that cannot learn again.
# loses: 4
# message: delay_pipeline returned PipelineModel
def delay_pipeline():
    from pyspark.ml.feature import RFormula
    from pyspark.ml.regression import LinearRegression

    formula = RFormula(formula="arr_delay ~ carrier + hour + distance", labelCol="y", handleInvalid="keep")
    return Pipeline(stages=[formula, LinearRegression(labelCol="y")]).fit(arrived)

# task: pipeline-learns-from-its-training-rows
# why: misconception: a pipeline is ready only after fit; a fitted one is a PipelineModel, a transformer that cannot learn again.
# loses: 4
# message: delay_pipeline returned PipelineModel
def delay_pipeline():
    from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler
    from pyspark.ml.regression import LinearRegression

    index = StringIndexer(inputCol="carrier", outputCol="carrier_index", handleInvalid="keep")
    encode = OneHotEncoder(inputCol="carrier_index", outputCol="carrier_vector")
    assemble = VectorAssembler(inputCols=["carrier_vector", "hour", "distance"], outputCol="features")
    return Pipeline(stages=[index, encode, assemble, LinearRegression(labelCol="arr_delay")]).fit(arrived)

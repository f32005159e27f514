# task: pipeline-learns-from-its-training-rows
# why: misconception: a penalty that hardly moves a prediction is none; on other rows it moves more.
# loses: 2
# message: the regression has a regParam above zero
def delay_pipeline():
    from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler
    from pyspark.ml.regression import LinearRegression

    index = StringIndexer(inputCol="carrier", outputCol="carrier_index", handleInvalid="keep")
    encode = OneHotEncoder(inputCol="carrier_index", outputCol="carrier_vector")
    assemble = VectorAssembler(inputCols=["carrier_vector", "hour", "distance"], outputCol="features")
    return Pipeline(stages=[index, encode, assemble, LinearRegression(labelCol="arr_delay", regParam=0.001)])

# task: pipeline-learns-from-its-training-rows
# why: misconception: handleInvalid="skip" is the safe way; it silently drops the flights that nobody asked to drop.
# loses: 1
# message: look at handleInvalid
def delay_pipeline():
    from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler
    from pyspark.ml.regression import LinearRegression

    index = StringIndexer(inputCol="carrier", outputCol="carrier_index", handleInvalid="skip")
    encode = OneHotEncoder(inputCol="carrier_index", outputCol="carrier_vector")
    assemble = VectorAssembler(inputCols=["carrier_vector", "hour", "distance"], outputCol="features")
    return Pipeline(stages=[index, encode, assemble, LinearRegression(labelCol="arr_delay")])

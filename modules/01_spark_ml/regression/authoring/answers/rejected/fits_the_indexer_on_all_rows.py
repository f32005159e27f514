# task: pipeline-learns-from-its-training-rows
# why: misconception: fitting the indexer once on all the data is tidy; it then knows the carriers of other rows, not the training rows'.
# loses: 2
# message: every stage fitted on the training rows
def delay_pipeline():
    from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler
    from pyspark.ml.regression import LinearRegression

    index = StringIndexer(inputCol="carrier", outputCol="carrier_index", handleInvalid="keep").fit(year)
    encode = OneHotEncoder(inputCol="carrier_index", outputCol="carrier_vector")
    assemble = VectorAssembler(inputCols=["carrier_vector", "hour", "distance"], outputCol="features")
    return Pipeline(stages=[index, encode, assemble, LinearRegression(labelCol="arr_delay")])

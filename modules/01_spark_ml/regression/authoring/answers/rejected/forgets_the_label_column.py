# task: pipeline-learns-from-its-training-rows
# why: misconception: the regression knows which column is the label; without labelCol it looks for one that is called label.
# loses: 4
# message: No such struct field `label`
def delay_pipeline():
    from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler
    from pyspark.ml.regression import LinearRegression

    index = StringIndexer(inputCol="carrier", outputCol="carrier_index", handleInvalid="keep")
    encode = OneHotEncoder(inputCol="carrier_index", outputCol="carrier_vector")
    assemble = VectorAssembler(inputCols=["carrier_vector", "hour", "distance"], outputCol="features")
    return Pipeline(stages=[index, encode, assemble, LinearRegression()])

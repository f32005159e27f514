# task: pipeline-learns-from-its-training-rows
# why: misconception: an hour is a category, because it has few values; the task takes it as a number, with one coefficient.
# loses: 2
# message: hour and distance are numbers
def delay_pipeline():
    from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler
    from pyspark.ml.regression import LinearRegression

    names, vectors = ["carrier_index", "hour_index"], ["carrier_vector", "hour_vector"]
    index = StringIndexer(inputCols=["carrier", "hour"], outputCols=names, handleInvalid="keep")
    encode = OneHotEncoder(inputCols=names, outputCols=vectors)
    assemble = VectorAssembler(inputCols=[*vectors, "distance"], outputCol="features")
    return Pipeline(stages=[index, encode, assemble, LinearRegression(labelCol="arr_delay")])

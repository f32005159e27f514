# task: pipeline-learns-from-its-training-rows
# why: misconception: StringIndexer is enough; a linear model then reads carrier 6 as three times carrier 2.
# loses: 2
# message: each carrier as its own category
def delay_pipeline():
    from pyspark.ml.feature import StringIndexer, VectorAssembler
    from pyspark.ml.regression import LinearRegression

    index = StringIndexer(inputCol="carrier", outputCol="carrier_index", handleInvalid="keep")
    assemble = VectorAssembler(inputCols=["carrier_index", "hour", "distance"], outputCol="features")
    return Pipeline(stages=[index, assemble, LinearRegression(labelCol="arr_delay")])

# task: pipeline-learns-from-its-training-rows
# why: a hash gives each carrier a place, new ones too, and the other solver comes to the same least squares.
def delay_pipeline():
    from pyspark.ml.feature import FeatureHasher
    from pyspark.ml.regression import LinearRegression

    hasher = FeatureHasher(inputCols=["carrier", "hour", "distance"], outputCol="x")
    return Pipeline(stages=[hasher, LinearRegression(featuresCol="x", labelCol="arr_delay", solver="l-bfgs")])

# task: rates-come-from-training-rows
# why: Spark's TargetEncoder learns the same table from train; it knows no index for new keys and gives them the overall mean.
def add_late_rate(train, rows, key):
    from pyspark.ml.feature import StringIndexer, TargetEncoder

    index = StringIndexer(inputCol=key, outputCol="key_index", handleInvalid="keep")
    encode = TargetEncoder(inputCol="key_index", outputCol="late_rate", labelCol="late", handleInvalid="keep")
    return Pipeline(stages=[index, encode]).fit(train).transform(rows)

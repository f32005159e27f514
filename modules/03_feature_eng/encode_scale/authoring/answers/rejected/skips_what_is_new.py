# task: unseen-levels-get-their-own-slot
# why: misconception: a row with a new value cannot be encoded, so it may be skipped.
# loses: 4
# message: loses no row
def one_hot(train, rows, column):
    from pyspark.ml.feature import OneHotEncoder, StringIndexer

    stages = [
        StringIndexer(inputCol=column, outputCol="place", handleInvalid="skip"),
        OneHotEncoder(inputCol="place", outputCol="vector", dropLast=False),
    ]
    return Pipeline(stages=stages).fit(train).transform(rows).drop("place")

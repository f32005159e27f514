# task: unseen-levels-get-their-own-slot
# why: misconception: dropLast concerns a known level; with keep, the last place is that of the new values, and they become zeros.
# loses: 4
# message: one slot more is for what is new
def one_hot(train, rows, column):
    from pyspark.ml.feature import OneHotEncoder, StringIndexer

    stages = [
        StringIndexer(inputCol=column, outputCol="place", handleInvalid="keep"),
        OneHotEncoder(inputCol="place", outputCol="vector"),
    ]
    return Pipeline(stages=stages).fit(train).transform(rows).drop("place")

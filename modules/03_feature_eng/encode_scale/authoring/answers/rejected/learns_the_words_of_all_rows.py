# task: unseen-levels-get-their-own-slot
# why: misconception: an encoder may look at all rows, since words are no labels; then nothing is ever new.
# loses: 4
# message: Words of other rows should not be learned
def one_hot(train, rows, column):
    from pyspark.ml.feature import OneHotEncoder, StringIndexer

    stages = [
        StringIndexer(inputCol=column, outputCol="place", handleInvalid="keep"),
        OneHotEncoder(inputCol="place", outputCol="vector", dropLast=False),
    ]
    everything = train.select(column).unionByName(rows.select(column))
    return Pipeline(stages=stages).fit(everything).transform(rows).drop("place")

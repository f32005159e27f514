# task: unseen-levels-get-their-own-slot
# why: misconception: the column has done its work when the vector is there; what was missing or new can then be told no more.
# loses: 2
# message: the others stay as they were
def one_hot(train, rows, column):
    from pyspark.ml.feature import OneHotEncoder, StringIndexer

    words = [row[0] for row in train.select(column).dropna().distinct().collect()]
    renamed = rows.withColumn(column, F.when(F.col(column).isin(words), F.col(column)).otherwise("other"))
    stages = [
        StringIndexer(inputCol=column, outputCol="place", handleInvalid="keep"),
        OneHotEncoder(inputCol="place", outputCol="vector", dropLast=False),
    ]
    return Pipeline(stages=stages).fit(train).transform(renamed).drop("place")

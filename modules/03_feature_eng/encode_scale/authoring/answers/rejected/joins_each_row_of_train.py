# task: unseen-levels-get-their-own-slot
# why: misconception: a left join keeps each row once; it does so only if each word stands once on the right side.
# loses: 3
# message: each should be there once
def one_hot(train, rows, column):
    from pyspark.ml.feature import OneHotEncoder, StringIndexer

    known = train.dropna(subset=[column]).select(column)
    indexer = StringIndexer(inputCol=column, outputCol="place").fit(known)
    size = len(indexer.labels)
    places = spark.range(size + 1).select(F.col("id").cast("double").alias("place"))
    encoder = OneHotEncoder(inputCol="place", outputCol="vector", dropLast=False).fit(places)
    joined = rows.join(indexer.transform(known), column, "left").fillna(float(size), ["place"])
    return encoder.transform(joined).drop("place")

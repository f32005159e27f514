# task: words-get-the-training-mode
# why: an indexer sorts its labels by frequency and, in a tie, by the alphabet; the first label is the mode.
def fill_words(train, rows, columns):
    from pyspark.ml.feature import StringIndexer

    for name in columns:
        words = train.where(F.col(name) != "?").select(F.col(name).alias("word"))
        mode = StringIndexer(inputCol="word", outputCol="place").fit(words).labels[0]
        known = F.col(name).isNotNull() & (F.col(name) != "?")
        rows = rows.withColumn(f"{name}_filled", F.when(known, F.col(name)).otherwise(mode))
    return rows

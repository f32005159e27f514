# task: unseen-levels-get-their-own-slot
# why: the gaps are taken out before the fit, and the levels are placed by the alphabet.
def one_hot(train, rows, column):
    from pyspark.ml.feature import OneHotEncoder, StringIndexer

    indexer = StringIndexer(inputCol=column, outputCol="place", stringOrderType="alphabetAsc").setHandleInvalid("keep")
    fitted = indexer.fit(train.dropna(subset=[column]))
    encoder = OneHotEncoder().setInputCol("place").setOutputCol("vector").setDropLast(False).fit(fitted.transform(train))
    return encoder.transform(fitted.transform(rows)).drop("place")

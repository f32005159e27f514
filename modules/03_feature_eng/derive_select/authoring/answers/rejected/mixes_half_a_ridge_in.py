# task: l1-says-no-to-noise
# why: misconception: some L1 is enough, and one penalty fits all tables.
# loses: 3
# message: a pure L1 penalty has elasticNetParam=1
def kept_by_l1(rows, columns, penalty):
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.feature import VectorAssembler

    assembled = VectorAssembler(inputCols=columns, outputCol="features").transform(rows)
    model = LogisticRegression(elasticNetParam=0.5, regParam=0.1).fit(assembled)
    return [name for name, weight in zip(columns, model.coefficients) if weight != 0]

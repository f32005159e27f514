# task: l1-says-no-to-noise
# why: the default standardization=True penalises each coefficient as if its column were scaled.
def kept_by_l1(rows, columns, penalty):
    assembled = VectorAssembler(inputCols=columns, outputCol="features").transform(rows)
    model = LogisticRegression(elasticNetParam=1.0, regParam=penalty).fit(assembled)
    return {name for name, weight in zip(columns, model.coefficients) if weight != 0}

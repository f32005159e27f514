# task: l1-says-no-to-noise
# why: misconception: a penalty needs no scaling; then large units are cheap and small ones dear.
# loses: 4
# message: a penalty prefers columns with large numbers
def kept_by_l1(rows, columns, penalty):
    assembled = VectorAssembler(inputCols=columns, outputCol="features").transform(rows)
    model = LogisticRegression(elasticNetParam=1.0, regParam=penalty, standardization=False).fit(assembled)
    return [name for name, weight in zip(columns, model.coefficients) if weight != 0]

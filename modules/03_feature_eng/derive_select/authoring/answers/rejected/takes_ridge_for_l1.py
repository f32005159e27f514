# task: l1-says-no-to-noise
# why: misconception: any penalty sets coefficients to 0; ridge, the default, only makes them small.
# loses: 4
# message: only an L1 penalty
def kept_by_l1(rows, columns, penalty):
    assembled = VectorAssembler(inputCols=columns, outputCol="features").transform(rows)
    model = LogisticRegression(regParam=penalty).fit(assembled)
    return [name for name, weight in zip(columns, model.coefficients) if weight != 0]

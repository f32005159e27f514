# task: preparation-stays-inside
# why: what CrossValidator does can be written as a loop, if each fold fits the whole pipeline and the winner is fitted again.
def tuned(rows, strategies, intercepts, k):
    def pipeline(strategy, intercept):
        fill = Imputer(inputCols=["temp", "hum"], outputCols=["t", "h"], strategy=strategy)
        line = LinearRegression(labelCol="cnt", fitIntercept=intercept)
        return Pipeline(stages=[fill, VectorAssembler(inputCols=["h", "t"], outputCol="features"), line])

    scores, evaluator = {}, RegressionEvaluator(labelCol="cnt")
    for combination in [(s, i) for s in strategies for i in intercepts]:
        errors = []
        for n in range(k):
            judged = pipeline(*combination).fit(rows.where(F.col("fold") != n)).transform(rows.where(F.col("fold") == n))
            errors.append(evaluator.evaluate(judged))
        scores[combination] = sum(errors) / k
    return pipeline(*min(scores, key=scores.get)).fit(rows), scores

# task: preparation-stays-inside
# why: misconception: the column of folds says how many there are; numFolds stays at 3, and the validator stops at another number.
# loses: 4
# message: Your code did not come to its end
def tuned(rows, strategies, intercepts, k):
    fill = Imputer(inputCols=["temp", "hum"], outputCols=["t", "h"])
    line = LinearRegression(labelCol="cnt")
    pipeline = Pipeline(stages=[fill, VectorAssembler(inputCols=["t", "h"], outputCol="features"), line])
    grid = ParamGridBuilder().addGrid(fill.strategy, strategies).addGrid(line.fitIntercept, intercepts).build()
    judge = RegressionEvaluator(labelCol="cnt")
    fitted = CrossValidator(estimator=pipeline, estimatorParamMaps=grid, evaluator=judge, foldCol="fold").fit(rows)
    means = zip(grid, fitted.avgMetrics)
    return fitted.bestModel, {(params[fill.strategy], params[line.fitIntercept]): float(mean) for params, mean in means}

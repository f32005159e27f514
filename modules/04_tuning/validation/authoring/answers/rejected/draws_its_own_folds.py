# task: preparation-stays-inside
# why: misconception: numFolds is enough; without foldCol the validator draws random folds and takes no notice of the column.
# loses: 3
# message: Does foldCol name the folds
def tuned(rows, strategies, intercepts, k):
    fill = Imputer(inputCols=["temp", "hum"], outputCols=["t", "h"])
    line = LinearRegression(labelCol="cnt")
    pipeline = Pipeline(stages=[fill, VectorAssembler(inputCols=["t", "h"], outputCol="features"), line])
    grid = ParamGridBuilder().addGrid(fill.strategy, strategies).addGrid(line.fitIntercept, intercepts).build()
    judge = RegressionEvaluator(labelCol="cnt")
    fitted = CrossValidator(estimator=pipeline, estimatorParamMaps=grid, evaluator=judge, numFolds=k, seed=7).fit(rows)
    means = zip(grid, fitted.avgMetrics)
    return fitted.bestModel, {(params[fill.strategy], params[line.fitIntercept]): float(mean) for params, mean in means}

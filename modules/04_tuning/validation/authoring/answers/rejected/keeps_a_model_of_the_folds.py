# task: preparation-stays-inside
# why: misconception: the best of the models that were judged is the result; it has not seen its own judging fold.
# loses: 3
# message: after the folds the winner is refitted on everything
def tuned(rows, strategies, intercepts, k):
    fill = Imputer(inputCols=["temp", "hum"], outputCols=["t", "h"])
    line = LinearRegression(labelCol="cnt")
    pipeline = Pipeline(stages=[fill, VectorAssembler(inputCols=["t", "h"], outputCol="features"), line])
    grid = ParamGridBuilder().addGrid(fill.strategy, strategies).addGrid(line.fitIntercept, intercepts).build()
    fitted = CrossValidator(estimator=pipeline, estimatorParamMaps=grid, evaluator=RegressionEvaluator(labelCol="cnt"),
                            numFolds=k, foldCol="fold", collectSubModels=True).fit(rows)
    scores = {(p[fill.strategy], p[line.fitIntercept]): float(mean) for p, mean in zip(grid, fitted.avgMetrics)}
    return fitted.subModels[k - 1][int(np.argmin(fitted.avgMetrics))], scores

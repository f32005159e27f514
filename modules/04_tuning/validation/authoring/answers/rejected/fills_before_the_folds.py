# task: preparation-stays-inside
# why: misconception: filling is only preparation and may happen before the folds; then the fill knows the judging rows.
# loses: 3
# message: is the imputer fitted inside of each fold
def tuned(rows, strategies, intercepts, k):
    scores, models = {}, {}
    for strategy in strategies:
        fill = Imputer(inputCols=["temp", "hum"], outputCols=["t", "h"], strategy=strategy)
        prepare = Pipeline(stages=[fill, VectorAssembler(inputCols=["t", "h"], outputCol="features")]).fit(rows)
        line = LinearRegression(labelCol="cnt")
        grid = ParamGridBuilder().addGrid(line.fitIntercept, intercepts).build()
        judge = RegressionEvaluator(labelCol="cnt")
        validator = CrossValidator(estimator=line, estimatorParamMaps=grid, evaluator=judge, numFolds=k, foldCol="fold")
        fitted = validator.fit(prepare.transform(rows))
        scores |= {(strategy, params[line.fitIntercept]): float(mean) for params, mean in zip(grid, fitted.avgMetrics)}
        models[min(fitted.avgMetrics)] = PipelineModel([prepare, fitted.bestModel])
    return models[min(models)], scores

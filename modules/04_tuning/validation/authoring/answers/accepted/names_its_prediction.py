# task: preparation-stays-inside
# why: the name of the column with the prediction is free.
def tuned(rows, strategies, intercepts, k):
    from pyspark.ml.feature import Imputer

    fill = Imputer(inputCols=["temp", "hum"], outputCols=["t", "h"])
    line = LinearRegression(labelCol="cnt", predictionCol="bikes")
    grid = ParamGridBuilder().addGrid(fill.strategy, strategies).addGrid(line.fitIntercept, intercepts).build()
    validator = CrossValidator(
        estimator=Pipeline(stages=[fill, VectorAssembler(inputCols=["t", "h"], outputCol="features"), line]),
        estimatorParamMaps=grid,
        numFolds=k,
        foldCol="fold",
        evaluator=RegressionEvaluator(labelCol="cnt", predictionCol="bikes"),
    )
    fitted = validator.fit(rows)
    return fitted.bestModel, {
        (params[fill.strategy], params[line.fitIntercept]): mean for params, mean in zip(grid, fitted.avgMetrics)
    }

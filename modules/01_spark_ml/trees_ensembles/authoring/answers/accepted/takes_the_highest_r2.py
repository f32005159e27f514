# task: depth-follows-unseen-rows
# why: on the same rows R² ranks the trees as RMSE does, upside down.
def choose_depth(train, unseen, depths):
    from pyspark.ml.evaluation import RegressionEvaluator

    r2 = RegressionEvaluator(metricName="r2")
    best, chosen = None, None
    for depth in sorted(depths):
        found = r2.evaluate(DecisionTreeRegressor(maxDepth=depth).fit(train).transform(unseen))
        if best is None or found > best:
            best, chosen = found, depth
    return chosen

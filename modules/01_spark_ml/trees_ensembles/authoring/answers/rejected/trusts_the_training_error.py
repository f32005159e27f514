# task: depth-follows-unseen-rows
# why: misconception: the tree with the lowest error is the best one; on its own training rows the deepest always wins.
# loses: 3
# message: the deepest tree always looks best
def choose_depth(train, unseen, depths):
    from pyspark.ml.evaluation import RegressionEvaluator

    errors = {}
    for depth in sorted(depths):
        model = DecisionTreeRegressor(maxDepth=depth).fit(train)
        errors[depth] = RegressionEvaluator().evaluate(model.transform(train))
    return min(errors, key=errors.get)

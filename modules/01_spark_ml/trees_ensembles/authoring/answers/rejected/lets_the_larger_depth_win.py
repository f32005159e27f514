# task: depth-follows-unseen-rows
# why: misconception: of two equal errors either depth will do; the larger tree costs more and gives nothing.
# loses: 1
# message: the prompt asks for the smaller one
def choose_depth(train, unseen, depths):
    from pyspark.ml.evaluation import RegressionEvaluator

    errors = {}
    for depth in sorted(depths, reverse=True):
        model = DecisionTreeRegressor(maxDepth=depth).fit(train)
        errors[depth] = RegressionEvaluator().evaluate(model.transform(unseen))
    return min(errors, key=errors.get)

# task: depth-follows-unseen-rows
# why: misconception: the depths come from small to large; min takes the first of two equal errors, which may be the larger depth.
# loses: 1
# message: the prompt asks for the smaller one
def choose_depth(train, unseen, depths):
    from pyspark.ml.evaluation import RegressionEvaluator

    def error(depth):
        model = DecisionTreeRegressor(maxDepth=depth).fit(train)
        return RegressionEvaluator().evaluate(model.transform(unseen))

    return min(depths, key=error)

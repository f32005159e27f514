# task: depth-follows-unseen-rows
# why: misconception: more rows make a better tree, so the unseen rows may teach as well; then they are not unseen any more.
# loses: 3
# message: fit on train alone
def choose_depth(train, unseen, depths):
    from pyspark.ml.evaluation import RegressionEvaluator

    errors = {}
    for depth in sorted(depths):
        model = DecisionTreeRegressor(maxDepth=depth).fit(train.unionByName(unseen))
        errors[depth] = RegressionEvaluator().evaluate(model.transform(unseen))
    return min(errors, key=errors.get)

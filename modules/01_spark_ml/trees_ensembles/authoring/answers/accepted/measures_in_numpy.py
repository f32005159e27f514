# task: depth-follows-unseen-rows
# why: one column of predictions for each depth, and the errors in NumPy.
def choose_depth(train, unseen, depths):
    import numpy as np

    def error(depth):
        scored = DecisionTreeRegressor(maxDepth=depth).fit(train).transform(unseen).select("label", "prediction").toPandas()
        return np.sqrt(((scored["label"] - scored["prediction"]) ** 2).mean())

    return min((error(depth), depth) for depth in depths)[1]

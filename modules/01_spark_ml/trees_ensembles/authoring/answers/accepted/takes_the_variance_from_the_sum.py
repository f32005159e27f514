# task: forest-is-the-mean-of-its-trees
# why: two of the numbers give the third.
def parts_of_the_error(forest, rows):
    from pyspark.ml.evaluation import RegressionEvaluator

    mse = RegressionEvaluator(metricName="mse")
    trees = [mse.evaluate(tree.transform(rows)) for tree in forest.trees]
    mean, whole = sum(trees) / len(trees), mse.evaluate(forest.transform(rows))
    return {"trees": mean, "forest": whole, "variance": mean - whole}

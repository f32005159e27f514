# task: forest-is-the-mean-of-its-trees
# why: misconception: the error of a forest is the mean error of its trees; it is the error of their mean.
# loses: 3
# message: not the mean of their errors
def parts_of_the_error(forest, rows):
    import numpy as np

    names = [f"tree_{number}" for number in range(forest.getNumTrees)]
    for name, tree in zip(names, forest.trees, strict=True):
        rows = tree.setPredictionCol(name).transform(rows)
    table = rows.select("label", *names).toPandas().to_numpy()
    label, votes = table[:, :1], table[:, 1:]
    trees = np.mean((votes - label) ** 2)
    whole = trees
    return {"trees": float(trees), "forest": float(whole), "variance": float(votes.var(axis=1).mean())}

# task: forest-is-the-mean-of-its-trees
# why: misconception: a variance is always the sample variance; here the trees are all there are, and the sum no longer fits.
# loses: 4
# message: divided by their number
def parts_of_the_error(forest, rows):
    import numpy as np

    names = [f"tree_{number}" for number in range(forest.getNumTrees)]
    for name, tree in zip(names, forest.trees, strict=True):
        rows = tree.setPredictionCol(name).transform(rows)
    table = rows.select("label", *names).toPandas().to_numpy()
    label, votes = table[:, :1], table[:, 1:]
    trees = np.mean((votes - label) ** 2)
    whole = np.mean((votes.mean(axis=1) - label[:, 0]) ** 2)
    return {"trees": float(trees), "forest": float(whole), "variance": float(votes.var(axis=1, ddof=1).mean())}

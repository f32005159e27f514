# task: forest-is-the-mean-of-its-trees
# why: misconception: averaging RMSE and squaring it gives the mean MSE; the mean of squares is larger.
# loses: 3
# message: take no root
def parts_of_the_error(forest, rows):
    import numpy as np

    names = [f"tree_{number}" for number in range(forest.getNumTrees)]
    for name, tree in zip(names, forest.trees, strict=True):
        rows = tree.setPredictionCol(name).transform(rows)
    table = rows.select("label", *names).toPandas().to_numpy()
    label, votes = table[:, :1], table[:, 1:]
    trees = np.mean(np.sqrt(np.mean((votes - label) ** 2, axis=0))) ** 2
    whole = np.mean((votes.mean(axis=1) - label[:, 0]) ** 2)
    return {"trees": float(trees), "forest": float(whole), "variance": float(votes.var(axis=1).mean())}

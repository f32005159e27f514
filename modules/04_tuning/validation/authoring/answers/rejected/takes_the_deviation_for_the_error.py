# task: the-choice-knows-its-doubt
# why: misconception: the deviation of the folds is the doubt of their mean; a mean of k folds is more certain by the root of k.
# loses: 3
# message: over the root of
def choose(scores, evaluator):
    sign = 1 if evaluator.isLargerBetter() else -1
    table = scores.groupby("combination").agg(size=("size", "first"), mean=("score", "mean"), error=("score", "std"))
    best = (sign * table["mean"]).idxmax()
    mean, error = float(table.loc[best, "mean"]), float(table.loc[best, "error"])
    close = table[sign * (mean - table["mean"]) <= error]
    return {"best": best, "mean": mean, "error": error, "chosen": close["size"].idxmin()}

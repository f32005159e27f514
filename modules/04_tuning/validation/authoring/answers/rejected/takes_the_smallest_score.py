# task: the-choice-knows-its-doubt
# why: misconception: tuning always minimises; AUC, F1 and R2 want to be large.
# loses: 3
# message: best should be the combination with the largest mean
def choose(scores, evaluator):
    table = scores.groupby("combination").agg(size=("size", "first"), mean=("score", "mean"), error=("score", "sem"))
    best = table["mean"].idxmin()
    mean, error = float(table.loc[best, "mean"]), float(table.loc[best, "error"])
    close = table[table["mean"] - mean <= error]
    return {"best": best, "mean": mean, "error": error, "chosen": close["size"].idxmin()}

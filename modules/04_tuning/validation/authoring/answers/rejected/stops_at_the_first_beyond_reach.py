# task: the-choice-knows-its-doubt
# why: misconception: the score falls steadily with the size, so a walk to simpler ones may stop at the first too far behind.
# loses: 2
# message: but a simpler one is within one standard error
def choose(scores, evaluator):
    sign = 1 if evaluator.isLargerBetter() else -1
    table = scores.groupby("combination").agg(size=("size", "first"), mean=("score", "mean"), error=("score", "sem"))
    best = chosen = (sign * table["mean"]).idxmax()
    mean, error = float(table.loc[best, "mean"]), float(table.loc[best, "error"])
    for row in table[table["size"] < table.loc[best, "size"]].sort_values("size", ascending=False).itertuples():
        if sign * (mean - row.mean) > error:
            break
        chosen = row.Index
    return {"best": best, "mean": mean, "error": error, "chosen": chosen}

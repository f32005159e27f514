# task: the-choice-knows-its-doubt
# why: misconception: the best mean is the best combination; within one standard error it may be luck.
# loses: 3
# message: a simpler one is within one standard error
def choose(scores, evaluator):
    sign = 1 if evaluator.isLargerBetter() else -1
    table = scores.groupby("combination")["score"].agg(["mean", "sem"])
    best = (sign * table["mean"]).idxmax()
    return {"best": best, "mean": float(table.loc[best, "mean"]), "error": float(table.loc[best, "sem"]), "chosen": best}

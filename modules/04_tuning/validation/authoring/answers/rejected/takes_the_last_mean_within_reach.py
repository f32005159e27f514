# task: the-choice-knows-its-doubt
# why: misconception: of all that are within one error, the one furthest behind is the simplest; size says what is simple.
# loses: 2
# message: a still simpler one is as well
def choose(scores, evaluator):
    sign = 1 if evaluator.isLargerBetter() else -1
    table = scores.groupby("combination")["score"].agg(["mean", "sem"])
    best = (sign * table["mean"]).idxmax()
    mean, error = float(table.loc[best, "mean"]), float(table.loc[best, "sem"])
    behind = sign * (mean - table["mean"])
    return {"best": best, "mean": mean, "error": error, "chosen": behind[behind <= error].idxmax()}

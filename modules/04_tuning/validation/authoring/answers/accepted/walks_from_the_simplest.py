# task: the-choice-knows-its-doubt
# why: a loop from the simplest up stops at the first that is good enough; the direction may decide between two comparisons.
def choose(scores, evaluator):
    found = {name: rows["score"].to_numpy() for name, rows in scores.groupby("combination")}
    means = {name: float(np.mean(values)) for name, values in found.items()}
    pick = max if evaluator.isLargerBetter() else min
    best = pick(means, key=means.get)
    error = float(np.std(found[best], ddof=1) / len(found[best]) ** 0.5)
    for name in scores.sort_values("size")["combination"].unique():
        if abs(means[name] - means[best]) <= error:
            return {"best": best, "mean": means[best], "error": error, "chosen": str(name)}

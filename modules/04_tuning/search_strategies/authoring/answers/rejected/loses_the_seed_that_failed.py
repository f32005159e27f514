# task: curve-shows-the-best-so-far
# why: misconception: a failed evaluation can be left out; its seed then has no best so far at that trial.
# loses: 3
# message: a failed evaluation leaves the best as it was
def curves(trials):
    ordered = trials.dropna().sort_values("trial")
    ordered["best"] = ordered.groupby(["search", "seed"])["loss"].cummin()
    table = ordered.groupby(["search", "trial"])["best"].quantile([0.25, 0.5, 0.75]).unstack()
    return table.set_axis(["low", "median", "high"], axis=1).reset_index()

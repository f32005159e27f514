# task: curve-shows-the-best-so-far
# why: misconception: rows of a log come in the order of the trials.
# loses: 3
# message: The rows come in any order
def curves(trials):
    table = trials.fillna({"loss": np.inf})
    table["best"] = table.groupby(["search", "seed"])["loss"].cummin()
    table = table.groupby(["search", "trial"])["best"].quantile([0.25, 0.5, 0.75]).unstack()
    return table.set_axis(["low", "median", "high"], axis=1).reset_index()

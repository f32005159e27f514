# task: curve-shows-the-best-so-far
# why: misconception: the median and the running minimum may change places.
# loses: 3
# message: so it should be 8 5 5 4
def curves(trials):
    table = trials.groupby(["search", "trial"])["loss"].quantile([0.25, 0.5, 0.75]).unstack()
    table = table.groupby("search").cummin()
    return table.set_axis(["low", "median", "high"], axis=1).reset_index()

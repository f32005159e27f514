# task: cheap-model-within-one-error
# why: misconception: the lowest validation loss decides, whatever it costs and however uncertain it is.
# loses: 2
# message: up to 0.55 is good enough
def trade(table):
    ordered = table.sort_values(["cost", "loss"])
    front = ordered[ordered["loss"] < ordered["loss"].cummin().shift(fill_value=np.inf)]
    return front["name"].tolist(), table.loc[table["loss"].idxmin(), "name"]

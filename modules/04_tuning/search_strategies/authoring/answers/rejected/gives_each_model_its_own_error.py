# task: cheap-model-within-one-error
# why: misconception: a model is good enough if its own error bar reaches the best; then an uncertain model is always good enough.
# loses: 2
# message: so up to 0.55 is good enough
def trade(table):
    ordered = table.sort_values(["cost", "loss"])
    front = ordered[ordered["loss"] < ordered["loss"].cummin().shift(fill_value=np.inf)]
    near = ordered[ordered["loss"] - ordered["error"] <= table["loss"].min()]
    return front["name"].tolist(), near["name"].iloc[0]

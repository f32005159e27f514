# task: cheap-model-within-one-error
# why: misconception: the cheapest model is one model; of several at the lowest cost, idxmin takes the one that stands first.
# loses: 1
# message: not the one with the lower loss
def trade(table):
    ordered = table.sort_values(["cost", "loss"])
    front = ordered[ordered["loss"] < ordered["loss"].cummin().shift(fill_value=np.inf)]
    best = table.loc[table["loss"].idxmin()]
    near = table[table["loss"] <= best["loss"] + best["error"]]
    return front["name"].tolist(), near.loc[near["cost"].idxmin(), "name"]

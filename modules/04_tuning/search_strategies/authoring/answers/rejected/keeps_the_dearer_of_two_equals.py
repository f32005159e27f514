# task: cheap-model-within-one-error
# why: misconception: who has the lowest loss so far is on the front; a dearer model with the same loss is beaten.
# loses: 1
# message: of two with the same loss the cheaper one
def trade(table):
    ordered = table.sort_values(["cost", "loss"])
    best = table.loc[table["loss"].idxmin()]
    near = ordered[ordered["loss"] <= best["loss"] + best["error"]]
    return ordered.loc[ordered["loss"] == ordered["loss"].cummin(), "name"].tolist(), near["name"].iloc[0]

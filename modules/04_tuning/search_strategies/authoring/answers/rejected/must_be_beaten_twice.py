# task: cheap-model-within-one-error
# why: misconception: only a model that is both cheaper and better beats another; an equally cheap, worse one then stays.
# loses: 2
# message: b beats c
def trade(table):
    front = [
        row.name for row in table.itertuples() if not ((table["cost"] < row.cost) & (table["loss"] < row.loss)).any()
    ]
    best = table.loc[table["loss"].idxmin()]
    near = table[table["loss"] <= best["loss"] + best["error"]]
    return front, near.sort_values(["cost", "loss"])["name"].iloc[0]

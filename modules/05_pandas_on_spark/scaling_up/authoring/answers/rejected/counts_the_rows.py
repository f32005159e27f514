# task: parts-combine-to-the-whole
# why: misconception: the number of rows is the number of values; a missing value has a row, too.
# loses: 4
# message: away from that of the whole table
def summary(chunk):
    groups = chunk.assign(square=chunk["value"] ** 2).groupby("key", as_index=False)
    return groups.agg(count=("value", "size"), total=("value", "sum"), squares=("square", "sum"), most=("value", "max"))


def combined(summaries):
    groups = pd.concat(summaries).groupby("key", as_index=False)
    whole = groups.agg(count=("count", "sum"), total=("total", "sum"), squares=("squares", "sum"), max=("most", "max"))
    whole["mean"] = whole["total"] / whole["count"]
    whole["std"] = ((whole["squares"] - whole["total"] * whole["mean"]) / (whole["count"] - 1)) ** 0.5
    return whole

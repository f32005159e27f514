# task: parts-combine-to-the-whole
# why: misconception: one row for each key is small, whatever is in its cells.
# loses: 4
# message: that keeps the rows, where only numbers and texts are allowed
def summary(chunk):
    return chunk.groupby("key", as_index=False)["value"].agg(list)


def combined(summaries):
    rows = pd.concat(summaries).explode("value").astype({"value": float})
    return rows.groupby("key", as_index=False)["value"].agg(["count", "mean", "std", "max"])

# task: parts-combine-to-the-whole
# why: the key is a column, and the index has its name; the order and the index are free.
def summary(chunk):
    groups = chunk.assign(square=chunk["value"] ** 2).groupby("key", as_index=False)
    return groups.agg(count=("value", "count"), total=("value", "sum"), squares=("square", "sum"), most=("value", "max"))


def combined(summaries):
    groups = pd.concat(summaries).groupby("key")
    count, total, squares = groups["count"].sum(), groups["total"].sum(), groups["squares"].sum()
    mean = total / count
    std = np.sqrt(((squares - count * mean**2) / (count - 1)).clip(lower=0).where(count > 1))
    return pd.DataFrame({"key": count.index, "count": count, "mean": mean, "std": std, "max": groups["most"].max()})

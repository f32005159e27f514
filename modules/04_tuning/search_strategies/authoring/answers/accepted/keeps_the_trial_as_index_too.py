# task: curve-shows-the-best-so-far
# why: a table for each search, whose index has the name of one of its columns.
def curves(trials):
    parts = []
    for name, one in trials.groupby("search"):
        wide = one.pivot(index="trial", columns="seed", values="loss").sort_index().cummin().ffill()
        low, high = wide.quantile(0.25, axis=1), wide.quantile(0.75, axis=1)
        parts.append(pd.DataFrame({"search": name, "trial": wide.index, "median": wide.median(axis=1), "low": low, "high": high}))
    return pd.concat(parts)

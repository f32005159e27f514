# task: curve-shows-the-best-so-far
# why: one column for each seed, a running minimum, and the last value carried over a failed evaluation.
def curves(trials):
    parts = []
    for search, one in trials.groupby("search"):
        wide = one.pivot(index="trial", columns="seed", values="loss").sort_index().cummin().ffill()
        part = pd.DataFrame({"median": wide.median(axis=1), "low": wide.quantile(0.25, axis=1), "high": wide.quantile(0.75, axis=1)})
        parts.append(part.rename_axis("trial").reset_index().assign(search=search))
    return pd.concat(parts)

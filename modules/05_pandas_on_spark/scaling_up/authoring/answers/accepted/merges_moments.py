# task: parts-combine-to-the-whole
# why: count, mean and the squares about the mean combine as well, and are kinder to large numbers.
def summary(chunk):
    rows = []
    for key, values in chunk.groupby("key")["value"]:
        known = values.dropna()
        mean = float(known.mean()) if len(known) else 0.0
        rows.append((key, len(known), mean, float(((known - mean) ** 2).sum()), known.max()))
    return pd.DataFrame(rows, columns=["key", "n", "mean", "about", "top"])


def combined(summaries):
    found = {}
    for part in summaries:
        for key, n, mean, about, top in part.itertuples(index=False):
            n0, mean0, about0, top0 = found.get(key, (0, 0.0, 0.0, float("nan")))
            both = n0 + n
            shift = mean - mean0
            if both:
                about = about0 + about + shift**2 * n0 * n / both
                mean = mean0 + shift * n / both
            found[key] = (both, mean, about, np.fmax(top0, top))
    missing = float("nan")
    rows = [
        (key, n, mean if n else missing, (about / (n - 1)) ** 0.5 if n > 1 else missing, top)
        for key, (n, mean, about, top) in found.items()
    ]
    return pd.DataFrame(rows, columns=["key", "count", "mean", "std", "max"])

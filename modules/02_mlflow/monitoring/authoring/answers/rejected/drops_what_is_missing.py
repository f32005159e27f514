# task: psi-counts-every-row
# why: misconception: a missing value says nothing; when a sensor fails, it says most.
# loses: 2
# message: some numbers went missing
def psi_numbers(reference, current):
    edges = reference.quantile(np.arange(1, 10) / 10).to_numpy()
    shares = []
    for series in (reference.dropna(), current.dropna()):
        shares.append(np.maximum(np.bincount(np.searchsorted(edges, series), minlength=10) / len(series), 0.0001))
    return float(np.sum((shares[1] - shares[0]) * np.log(shares[1] / shares[0])))


def psi_words(reference, current):
    known = sorted(reference.dropna().unique())
    shares = []
    for series in (reference, current):
        counts = [(series == word).sum() for word in known]
        counts += [(series.notna() & ~series.isin(known)).sum(), series.isna().sum()]
        shares.append(np.maximum(np.array(counts) / len(series), 0.0001))
    return float(np.sum((shares[1] - shares[0]) * np.log(shares[1] / shares[0])))

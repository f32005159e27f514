# task: psi-counts-every-row
# why: misconception: each sample is cut at its own quantiles; then every bin holds a tenth of both, and nothing ever drifts.
# loses: 3
# message: take the edges from the reference alone
def psi_numbers(reference, current):
    shares = []
    for series in (reference, current):
        edges = series.quantile(np.arange(1, 10) / 10).to_numpy()
        bins = np.where(series.isna(), 10, np.searchsorted(edges, series))
        shares.append(np.maximum(np.bincount(bins, minlength=11) / len(bins), 0.0001))
    return float(np.sum((shares[1] - shares[0]) * np.log(shares[1] / shares[0])))


def psi_words(reference, current):
    known = sorted(reference.dropna().unique())
    shares = []
    for series in (reference, current):
        counts = [(series == word).sum() for word in known]
        counts += [(series.notna() & ~series.isin(known)).sum(), series.isna().sum()]
        shares.append(np.maximum(np.array(counts) / len(series), 0.0001))
    return float(np.sum((shares[1] - shares[0]) * np.log(shares[1] / shares[0])))

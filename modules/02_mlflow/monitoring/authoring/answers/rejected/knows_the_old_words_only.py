# task: psi-counts-every-row
# why: misconception: only the reference's categories are bins; what is new is not counted anywhere.
# loses: 2
# message: all new ones share one
def psi_numbers(reference, current):
    edges = reference.quantile(np.arange(1, 10) / 10).to_numpy()
    shares = []
    for series in (reference, current):
        bins = np.where(series.isna(), 10, np.searchsorted(edges, series))
        shares.append(np.maximum(np.bincount(bins, minlength=11) / len(bins), 0.0001))
    return float(np.sum((shares[1] - shares[0]) * np.log(shares[1] / shares[0])))


def psi_words(reference, current):
    then = reference.value_counts(normalize=True)
    now = current.value_counts(normalize=True).reindex(then.index).fillna(0.0001)
    return float(((now - then) * np.log(now / then)).sum())

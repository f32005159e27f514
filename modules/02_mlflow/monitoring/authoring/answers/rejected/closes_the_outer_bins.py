# task: psi-counts-every-row
# why: misconception: the smallest and largest value of the reference are the ends; rows beyond fall out of the histogram.
# loses: 3
# message: leave the outer bins open
def psi_numbers(reference, current):
    edges = reference.quantile(np.arange(11) / 10).to_numpy()
    shares = []
    for series in (reference, current):
        counts = [*np.histogram(series.dropna(), bins=edges)[0], series.isna().sum()]
        shares.append(np.maximum(np.array(counts) / len(series), 0.0001))
    return float(np.sum((shares[1] - shares[0]) * np.log(shares[1] / shares[0])))


def psi_words(reference, current):
    known = sorted(reference.dropna().unique())
    shares = []
    for series in (reference, current):
        counts = [(series == word).sum() for word in known]
        counts += [(series.notna() & ~series.isin(known)).sum(), series.isna().sum()]
        shares.append(np.maximum(np.array(counts) / len(series), 0.0001))
    return float(np.sum((shares[1] - shares[0]) * np.log(shares[1] / shares[0])))

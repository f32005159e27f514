# task: alarm-needs-size-and-surprise
# why: misconception: two samples have twice the rows of one; both samples count, and they need not be of one size.
# loses: 1
# message: not that it is large
def drifted(reference, current, q):
    names, pvalues, sizes = list(reference.columns), [], []
    for name in names:
        then, now = reference[name], current[name]
        if pd.api.types.is_numeric_dtype(then):
            test = ks_2samp(then, now)
            sizes.append(test.statistic)
        else:
            test = chi2_contingency(pd.DataFrame({"then": then.value_counts(), "now": now.value_counts()}).fillna(0))
            sizes.append(np.sqrt(test.statistic / (2 * len(then))))
        pvalues.append(test.pvalue)
    adjusted = false_discovery_control(pvalues)
    return sorted(name for name, p, size in zip(names, adjusted, sizes) if p <= q and size >= 0.1)

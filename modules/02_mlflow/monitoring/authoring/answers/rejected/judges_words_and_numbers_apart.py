# task: alarm-needs-size-and-surprise
# why: misconception: each kind of column has its own test, so each kind is corrected by itself.
# loses: 1
# message: among eleven columns, judged together
def drifted(reference, current, q):
    names, pvalues, sizes = list(reference.columns), [], []
    for name in names:
        then, now = reference[name], current[name]
        if pd.api.types.is_numeric_dtype(then):
            test = ks_2samp(then, now)
            sizes.append(test.statistic)
        else:
            test = chi2_contingency(pd.DataFrame({"then": then.value_counts(), "now": now.value_counts()}).fillna(0))
            sizes.append(np.sqrt(test.statistic / (len(then) + len(now))))
        pvalues.append(test.pvalue)
    words = np.array([not pd.api.types.is_numeric_dtype(reference[name]) for name in names])
    adjusted = np.array(pvalues)
    for kind in (words, ~words):
        adjusted[kind] = false_discovery_control(adjusted[kind]) if kind.any() else []
    return sorted(name for name, p, size in zip(names, adjusted, sizes) if p <= q and size >= 0.1)

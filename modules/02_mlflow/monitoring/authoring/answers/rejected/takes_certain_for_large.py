# task: alarm-needs-size-and-surprise
# why: misconception: a small p-value means a large shift; with many rows it does not.
# loses: 2
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
            sizes.append(np.sqrt(test.statistic / (len(then) + len(now))))
        pvalues.append(test.pvalue)
    adjusted = false_discovery_control(pvalues)
    return sorted(name for name, p in zip(names, adjusted) if p <= q)

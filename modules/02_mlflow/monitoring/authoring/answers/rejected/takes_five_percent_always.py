# task: alarm-needs-size-and-surprise
# why: misconception: 0.05 is the level of every test; the rate that was asked for has no say.
# loses: 2
# message: at q = 0.
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
    return sorted(name for name, p, size in zip(names, adjusted, sizes) if p <= 0.05 and size >= 0.1)

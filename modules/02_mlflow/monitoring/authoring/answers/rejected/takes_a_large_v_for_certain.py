# task: alarm-needs-size-and-surprise
# why: misconception: Cramér's V says it all for words; in few rows chance makes a large V, too.
# loses: 1
# message: for words as for numbers
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
        pvalues.append(test.pvalue if pd.api.types.is_numeric_dtype(then) else 0.0)
    adjusted = false_discovery_control(pvalues)
    return sorted(name for name, p, size in zip(names, adjusted, sizes) if p <= q and size >= 0.1)

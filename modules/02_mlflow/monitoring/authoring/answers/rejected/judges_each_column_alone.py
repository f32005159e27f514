# task: alarm-needs-size-and-surprise
# why: misconception: 0.05 is the chance of a false alarm, however many columns are tested.
# loses: 3
# message: when all are judged together
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
    return sorted(name for name, p, size in zip(names, pvalues, sizes) if p <= q and size >= 0.1)

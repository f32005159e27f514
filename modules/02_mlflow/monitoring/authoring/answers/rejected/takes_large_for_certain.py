# task: alarm-needs-size-and-surprise
# why: misconception: the size alone is enough; with few rows chance makes large differences, too.
# loses: 3
# message: raise an alarm that Benjamini and Hochberg's rule does not give
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
    return sorted(name for name, size in zip(names, sizes) if size >= 0.1)

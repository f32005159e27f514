# task: alarm-needs-size-and-surprise
# why: misconception: Bonferroni's rule is the only correction; it guards against one false alarm and misses many columns.
# loses: 2
# message: is stricter than Benjamini and Hochberg's rule
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
    return sorted(name for name, p, size in zip(names, pvalues, sizes) if p <= q / len(names) and size >= 0.1)

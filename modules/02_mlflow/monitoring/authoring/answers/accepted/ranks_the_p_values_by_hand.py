# task: alarm-needs-size-and-surprise
# why: Benjamini and Hochberg's rule written out: the largest rank k with p(k) at most k·q/m; the table by crosstab.
def drifted(reference, current, q):
    both = pd.concat([reference.assign(sample_="then"), current.assign(sample_="now")], ignore_index=True)
    found = []
    for name in reference.columns:
        if pd.api.types.is_float_dtype(reference[name]):
            test = ks_2samp(reference[name], current[name], method="asymp")
            found.append((test.pvalue, test.statistic, name))
        else:
            test = chi2_contingency(pd.crosstab(both[name], both["sample_"]))
            found.append((test.pvalue, (test.statistic / len(both)) ** 0.5, name))
    found.sort()
    last = max((k for k, (p, _, _) in enumerate(found, start=1) if p <= k * q / len(found)), default=0)
    return sorted(name for _, size, name in found[:last] if size >= 0.1)

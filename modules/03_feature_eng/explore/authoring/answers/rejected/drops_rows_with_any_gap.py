# task: measure-fits-the-pair
# why: misconception: dropna() first; it drops rows for gaps in columns that nobody asked about.
# loses: 3
# message: those of a third column not
def association(rows, a, b, kinds):
    from scipy.stats import chi2_contingency

    known = rows.dropna().select(a, b).toPandas()
    if kinds[a] == kinds[b] == "number":
        return "spearman", float(known[a].corr(known[b], method="spearman"))
    if kinds[a] == kinds[b]:
        table = pd.crosstab(known[a], known[b])
        return "cramers_v", float((chi2_contingency(table, correction=False)[0] / (len(known) * (min(table.shape) - 1))) ** 0.5)
    group, number = (a, b) if kinds[a] == "category" else (b, a)
    spread = known[number] - known[number].mean()
    between = known.groupby(group)[number].transform("mean") - known[number].mean()
    return "eta_squared", float((between**2).sum() / (spread**2).sum())

# task: measure-fits-the-pair
# why: misconception: a gap in a table of counts is one more category; crosstab makes it one, named null.
# loses: 1
# message: is a gap counted as a category
def association(rows, a, b, kinds):
    from scipy.stats import chi2_contingency, spearmanr

    known = rows.select(a, b).dropna().toPandas()
    if kinds[a] == "number" and kinds[b] == "number":
        return "spearman", float(spearmanr(known[a].astype(float), known[b].astype(float)).statistic)
    if kinds[a] == "category" and kinds[b] == "category":
        counts = rows.crosstab(a, b).toPandas().set_index(f"{a}_{b}").to_numpy(float)
        chi = chi2_contingency(counts, correction=False).statistic
        return "cramers_v", float(np.sqrt(chi / (counts.sum() * (min(counts.shape) - 1))))
    category, number = (a, b) if kinds[a] == "category" else (b, a)
    values = known[number].astype(float)
    means = values.groupby(known[category]).transform("mean")
    return "eta_squared", float(((means - values.mean()) ** 2).sum() / ((values - values.mean()) ** 2).sum())

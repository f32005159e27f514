# task: measure-fits-the-pair
# why: misconception: m belongs to the second column; it is the smaller number of categories, whichever column comes first.
# loses: 1
# message: is m not the smaller number of categories
def association(rows, a, b, kinds):
    from scipy.stats import chi2_contingency, spearmanr

    known = rows.select(a, b).dropna().toPandas()
    if kinds[a] == "number" and kinds[b] == "number":
        return "spearman", float(spearmanr(known[a].astype(float), known[b].astype(float)).statistic)
    if kinds[a] == "category" and kinds[b] == "category":
        chi = chi2_contingency(pd.crosstab(known[a], known[b]), correction=False).statistic
        return "cramers_v", float(np.sqrt(chi / (len(known) * (known[b].nunique() - 1))))
    category, number = (a, b) if kinds[a] == "category" else (b, a)
    values = known[number].astype(float)
    means = values.groupby(known[category]).transform("mean")
    return "eta_squared", float(((means - values.mean()) ** 2).sum() / ((values - values.mean()) ** 2).sum())

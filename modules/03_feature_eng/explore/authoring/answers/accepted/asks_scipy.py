# task: measure-fits-the-pair
# why: SciPy knows two of the three measures; the correction for small tables has to be switched off.
def association(rows, a, b, kinds):
    from scipy.stats import chi2_contingency, spearmanr

    known = rows.select(a, b).dropna().toPandas()
    if kinds[a] == "number" and kinds[b] == "number":
        return "spearman", float(spearmanr(known[a].astype(float), known[b].astype(float)).statistic)
    if kinds[a] == "category" and kinds[b] == "category":
        counts = pd.crosstab(known[a], known[b])
        chi = chi2_contingency(counts, correction=False).statistic
        return "cramers_v", float(np.sqrt(chi / (len(known) * (min(counts.shape) - 1))))
    category, number = (a, b) if kinds[a] == "category" else (b, a)
    values = known[number].astype(float)
    means = values.groupby(known[category]).transform("mean")
    return "eta_squared", float(((means - values.mean()) ** 2).sum() / ((values - values.mean()) ** 2).sum())

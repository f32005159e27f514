# task: measure-fits-the-pair
# why: misconception: a number for each word makes a quantity; the coefficient then measures the order of the names.
# loses: 2
# message: a name taken for a quantity
def association(rows, a, b, kinds):
    from scipy.stats import spearmanr

    known = rows.select(a, b).dropna().toPandas()
    if kinds[a] == "number" and kinds[b] == "number":
        return "spearman", float(spearmanr(known[a].astype(float), known[b].astype(float)).statistic)
    if kinds[a] == "category" and kinds[b] == "category":
        codes = [pd.factorize(known[name], sort=True)[0] for name in (a, b)]
        return "cramers_v", float(abs(np.corrcoef(*codes)[0, 1]))
    category, number = (a, b) if kinds[a] == "category" else (b, a)
    code = pd.factorize(known[category], sort=True)[0]
    return "eta_squared", float(np.corrcoef(code, known[number].astype(float))[0, 1] ** 2)

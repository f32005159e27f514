# task: psi-counts-every-row
# why: pd.cut with infinite ends and value_counts, words mapped first; same shares.
def psi_of(then, now):
    table = pd.DataFrame({"then": then.value_counts(normalize=True), "now": now.value_counts(normalize=True)}).fillna(0.0)
    table = table.mask(table < 0.0001, 0.0001)
    return float(((table["now"] - table["then"]) * np.log(table["now"] / table["then"])).sum())


def psi_numbers(reference, current):
    edges = [-np.inf, *np.nanquantile(reference, np.linspace(0.1, 0.9, 9)), np.inf]
    return psi_of(*(pd.cut(series, edges, labels=False).fillna(-1) for series in (reference, current)))


def psi_words(reference, current):
    known = set(reference.dropna())
    names = [
        ["(missing)" if pd.isna(word) else word if word in known else "(new)" for word in series]
        for series in (reference, current)
    ]
    return psi_of(*(pd.Series(name) for name in names))

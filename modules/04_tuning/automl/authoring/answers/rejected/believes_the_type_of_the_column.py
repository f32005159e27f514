# task: kinds-are-what-columns-mean
# why: misconception: what the database calls a text is a category; but digits and dates often arrive as text.
# loses: 3
# message: is of the kind
def report(rows):
    found = {}
    for name in rows.columns:
        known = rows[name].dropna()
        if known.nunique() <= 1:
            kind = "constant"
        elif known.is_unique and not pd.api.types.is_float_dtype(known):
            kind = "id"
        else:
            kind = "number" if pd.api.types.is_numeric_dtype(known) else "category"
        found[name] = {"missing": float(rows[name].isna().mean()), "values": int(known.nunique()), "kind": kind}
    return found

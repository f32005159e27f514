# task: kinds-are-what-columns-mean
# why: misconception: missing is one more value; then a constant with gaps has two.
# loses: 3
# message: missing value
def report(rows):
    found = {}
    for name in rows.columns:
        known = rows[name].dropna()
        words = not pd.api.types.is_numeric_dtype(known)
        count = rows[name].nunique(dropna=False)
        if count <= 1:
            kind = "constant"
        elif words and pd.to_datetime(known, format="%Y-%m-%d", errors="coerce").notna().all():
            kind = "date"
        elif known.is_unique and not pd.api.types.is_float_dtype(known):
            kind = "id"
        else:
            kind = "number" if not words or pd.to_numeric(known, errors="coerce").notna().all() else "category"
        found[name] = {"missing": float(rows[name].isna().mean()), "values": int(count), "kind": kind}
    return found

# task: kinds-are-what-columns-mean
# why: misconception: what differs in every row is an id, a date as well.
# loses: 2
# message: and the report says another
def report(rows):
    found = {}
    for name in rows.columns:
        known = rows[name].dropna()
        words = not pd.api.types.is_numeric_dtype(known)
        if known.nunique() <= 1:
            kind = "constant"
        elif known.is_unique and not pd.api.types.is_float_dtype(known):
            kind = "id"
        elif words and pd.to_datetime(known, format="%Y-%m-%d", errors="coerce").notna().all():
            kind = "date"
        elif not words or pd.to_numeric(known, errors="coerce").notna().all():
            kind = "number"
        else:
            kind = "category"
        found[name] = {"missing": float(rows[name].isna().mean()), "values": int(known.nunique()), "kind": kind}
    return found

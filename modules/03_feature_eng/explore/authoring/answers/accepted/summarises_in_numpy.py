# task: summary-counts-what-is-there
# why: one column at a time is small enough for the driver here; NumPy's percentile is exact too.
def summarise(rows, columns):
    found = {}
    for name in columns:
        values = np.array([row[0] for row in rows.select(F.col(name).cast("double")).collect()], dtype=float)  # None becomes NaN
        there = values[~np.isnan(values)]
        q1, median, q3 = (float(value) for value in np.percentile(there, [25, 50, 75]))
        found[name] = {"count": len(there), "missing": len(values) - len(there), "mean": float(there.mean())}
        found[name] |= {"q1": q1, "median": median, "q3": q3}
    return found

# task: summary-counts-what-is-there
# why: misconception: a count is a whole number by itself; describe of pandas makes floats of all that it tells.
# loses: 1
# message: count and missing should be whole numbers
def summarise(rows, columns):
    found, size = {}, rows.count()
    for name in columns:
        told = pd.Series([row[0] for row in rows.select(F.col(name).cast("double")).collect()], dtype=float).describe()
        found[name] = {"count": told["count"], "missing": size - told["count"], "mean": told["mean"]}
        found[name] |= {"q1": told["25%"], "median": told["50%"], "q3": told["75%"]}
    return found

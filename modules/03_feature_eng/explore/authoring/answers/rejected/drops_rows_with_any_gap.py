# task: summary-counts-what-is-there
# why: misconception: complete rows first; a gap in one column takes away the values of the others.
# loses: 2
# message: Is a row left aside because *another* column is missing?
def summarise(rows, columns):
    size, complete = rows.count(), rows.dropna(subset=columns)
    found = {}
    for name in columns:
        count, mean, quartiles = complete.agg(F.count(name), F.avg(name), F.percentile(name, [0.25, 0.5, 0.75])).first()
        found[name] = {"count": count, "missing": size - count, "mean": mean}
        found[name] |= dict(zip(["q1", "median", "q3"], quartiles))
    return found

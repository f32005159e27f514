# task: summary-counts-what-is-there
# why: misconception: what is not null is there; NaN is not null, and it is the largest value of all.
# loses: 2
# message: F.count counts NaN as a value, because it is not null
def summarise(rows, columns):
    size, found = rows.count(), {}
    for name in columns:
        count, mean, quartiles = rows.agg(F.count(name), F.avg(name), F.percentile(name, [0.25, 0.5, 0.75])).first()
        found[name] = {"count": count, "missing": size - count, "mean": mean}
        found[name] |= dict(zip(["q1", "median", "q3"], quartiles))
    return found

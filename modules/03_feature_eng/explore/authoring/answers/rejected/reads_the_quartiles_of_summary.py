# task: summary-counts-what-is-there
# why: misconception: the quartiles of summary() are exact; they are values of the column, near the quartiles.
# loses: 4
# message: quartiles lie on the line between two values
def summarise(rows, columns):
    size, found = rows.count(), {}
    for name in columns:
        value = F.when(~F.isnan(F.col(name).cast("double")), F.col(name).cast("double")).alias(name)
        told = {row["summary"]: row[name] for row in rows.select(value).summary("count", "mean", "25%", "50%", "75%").collect()}
        count = int(told["count"])
        found[name] = {"count": count, "missing": size - count, "mean": float(told["mean"])}
        found[name] |= {"q1": float(told["25%"]), "median": float(told["50%"]), "q3": float(told["75%"])}
    return found

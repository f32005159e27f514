# task: bins-lose-no-row
# why: misconception: what lies beyond the edges belongs in the first or the last bin.
# loses: 1
# message: lie below the first edge
def histogram(rows, column, edges):
    value = F.col(column)
    place = sum([(value >= edge).cast("int") for edge in edges[1:-1]], F.lit(0))
    found = {row["place"]: row["count"] for row in rows.where(value.isNotNull()).groupBy(place.alias("place")).count().collect()}
    counts = [found.get(number, 0) for number in range(len(edges) - 1)]
    return {"counts": counts, "below": 0, "above": 0, "missing": rows.where(value.isNull()).count()}

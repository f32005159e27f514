# task: bins-lose-no-row
# why: misconception: groupBy gives a count for each bin; it gives one for each bin that has rows.
# loses: 1
# message: an empty bin has the count 0, it does not disappear
def histogram(rows, column, edges):
    value = F.col(column)
    place = sum([(value >= edge).cast("int") for edge in edges[1:-1]], F.lit(0))
    placed = rows.where(value.between(edges[0], edges[-1])).groupBy(place.alias("place")).count().orderBy("place").collect()
    counts = [row["count"] for row in placed]
    below, above = rows.where(value < edges[0]).count(), rows.where(value > edges[-1]).count()
    return {"counts": counts, "below": below, "above": above, "missing": rows.where(value.isNull()).count()}

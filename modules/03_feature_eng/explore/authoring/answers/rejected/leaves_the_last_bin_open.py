# task: bins-lose-no-row
# why: misconception: all bins are alike; then the values on the last edge are in no bin and not above either.
# loses: 1
# message: the last bin holds its right edge too
def histogram(rows, column, edges):
    value = F.col(column)
    counts = [rows.where((value >= left) & (value < right)).count() for left, right in zip(edges, edges[1:])]
    below, above = rows.where(value < edges[0]).count(), rows.where(value > edges[-1]).count()
    return {"counts": counts, "below": below, "above": above, "missing": rows.where(value.isNull()).count()}

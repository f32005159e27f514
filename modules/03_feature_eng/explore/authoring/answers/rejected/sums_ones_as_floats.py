# task: bins-lose-no-row
# why: misconception: a sum of ones is a count; of ones that are floats it is a float.
# loses: 1
# message: they should be whole numbers
def histogram(rows, column, edges):
    value = F.col(column)
    bins = [(value >= left) & (value < right) for left, right in zip(edges, edges[1:])]
    bins[-1] = value.between(edges[-2], edges[-1])
    places = [*bins, value < edges[0], value > edges[-1], value.isNull()]
    *counts, below, above, missing = rows.agg(*[F.sum(F.when(place, 1.0).otherwise(0.0)) for place in places]).first()
    return {"counts": counts, "below": below, "above": above, "missing": missing}

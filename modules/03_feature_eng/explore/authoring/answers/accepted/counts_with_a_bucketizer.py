# task: bins-lose-no-row
# why: the last bucket of a Bucketizer holds its right edge; what it cannot place was counted before.
def histogram(rows, column, edges):
    from pyspark.ml.feature import Bucketizer

    value = F.col(column)
    inside = rows.where(value.between(edges[0], edges[-1])).select(column)
    placed = Bucketizer(splits=edges, inputCol=column, outputCol="bucket").transform(inside).groupBy("bucket").count().collect()
    found = {int(row["bucket"]): row["count"] for row in placed}
    below, above = rows.where(value < edges[0]).count(), rows.where(value > edges[-1]).count()
    counts = [found.get(place, 0) for place in range(len(edges) - 1)]
    return {"counts": counts, "below": below, "above": above, "missing": rows.where(value.isNull()).count()}

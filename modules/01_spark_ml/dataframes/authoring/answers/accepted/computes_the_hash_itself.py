# task: partitions-are-weighed
# why: the partition of a key is its hash modulo the number, so nothing needs to move; without a key the even shares are known.
def partition_sizes(rows, number, keys):
    if not keys:
        total = rows.count()
        return [total // number + (place < total % number) for place in range(number)]
    held = rows.groupBy(F.pmod(F.hash(*keys), F.lit(number)).alias("place")).count().toPandas()
    sizes = [0] * number
    for place, count in zip(held["place"], held["count"]):
        sizes[int(place)] = int(count)
    return sizes

# task: partitions-are-weighed
# why: misconception: coalesce makes any number of partitions; it only glues, and knows no keys.
# loses: 2
# message: coalesce cannot make more partitions than there are
def partition_sizes(rows, number, keys):
    placed = rows.coalesce(1).coalesce(number)
    held = dict(placed.groupBy(F.spark_partition_id()).count().collect())
    sizes = [held.get(place, 0) for place in range(number)]
    return [size for size in sizes if size] if not keys else sizes

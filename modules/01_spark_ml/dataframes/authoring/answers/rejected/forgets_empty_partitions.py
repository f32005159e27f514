# task: partitions-are-weighed
# why: misconception: a groupBy shows every partition; it shows those that hold rows, and hides who has nothing to do.
# loses: 2
# message: a partition without rows counts as 0
def partition_sizes(rows, number, keys):
    placed = rows.repartition(number, *keys)
    held = placed.groupBy(F.spark_partition_id().alias("place")).count().orderBy("place")
    return [row["count"] for row in held.collect()]

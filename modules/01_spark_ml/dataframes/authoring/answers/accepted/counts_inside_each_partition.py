# task: partitions-are-weighed
# why: a Python function sees one partition at a time, an empty one as well, and reports its number and its length.
def partition_sizes(rows, number, keys):
    def count(place, held):
        yield place, sum(1 for _ in held)

    return [size for _, size in sorted(rows.repartition(number, *keys).rdd.mapPartitionsWithIndex(count).collect())]

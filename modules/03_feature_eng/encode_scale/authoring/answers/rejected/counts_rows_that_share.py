# task: collisions-are-counted
# why: misconception: rows collide; two rows of one level share a slot by right.
# loses: 2
# message: Count levels, not rows
def collisions(rows, column, sizes):
    import collections

    from pyspark.ml.feature import FeatureHasher

    shared = {}
    for size in sizes:
        hasher = FeatureHasher(inputCols=[column], outputCol="hashed", numFeatures=size)
        slots = collections.Counter(int(row["hashed"].indices[0]) for row in hasher.transform(rows).select("hashed").collect())
        shared[size] = sum(count for count in slots.values() if count > 1)
        if size == 1:
            shared[size] = rows.select(column).distinct().count()
    return shared

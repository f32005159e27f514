# task: collisions-are-counted
# why: misconception: levels less slots in use is the number that share; of three in one slot, it counts only two.
# loses: 2
# message: all of them have that slot
def collisions(rows, column, sizes):
    from pyspark.ml.feature import FeatureHasher

    levels, shared = rows.select(column).distinct(), {}
    for size in sizes:
        hasher = FeatureHasher(inputCols=[column], outputCol="hashed", numFeatures=size)
        slots = [int(row["hashed"].indices[0]) for row in hasher.transform(levels).select("hashed").collect()]
        shared[size] = len(slots) - len(set(slots))
    return shared

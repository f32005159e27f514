# task: collisions-are-counted
# why: misconception: FeatureHasher hashes the value; it hashes column=value, so that two columns do not share by name.
# loses: 1
# message: hashes name and value together
def collisions(rows, column, sizes):
    import collections

    shared = {}
    for size in sizes:
        slots = collections.Counter(row[0] for row in rows.select(column).distinct().select(F.pmod(F.hash(column), F.lit(size))).collect())
        shared[size] = sum(count for count in slots.values() if count > 1)
    return shared

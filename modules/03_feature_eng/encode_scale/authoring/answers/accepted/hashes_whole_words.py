# task: collisions-are-counted
# why: HashingTF hashes the word column=value, as FeatureHasher does, and SQL counts.
def collisions(rows, column, sizes):
    from pyspark.ml.feature import HashingTF

    shared = {}
    words = rows.select(F.array(F.concat(F.lit(f"{column}="), F.col(column))).alias("words")).distinct()
    for size in sizes:
        hashed = HashingTF(numFeatures=size, inputCol="words", outputCol="v").transform(words)
        taken = hashed.groupBy(F.col("v").cast("string")).count().where("count > 1")
        shared[size] = int(taken.agg(F.coalesce(F.sum("count"), F.lit(0))).first()[0])
    return shared

# task: split-is-stable
# why: crc32 of the key as one text is as good a hash as xxhash64; coalesce gives a null a text of its own.
def split_by_key(rows, key, test_share):
    text = F.concat_ws("|", *[F.coalesce(F.col(name).cast("string"), F.lit("?")) for name in key])
    marked = rows.withColumn("_part", F.crc32(text) % 10_000)
    train = marked.where(F.col("_part") >= test_share * 10_000).drop("_part")
    test = marked.where(F.col("_part") < test_share * 10_000).drop("_part")
    return train, test

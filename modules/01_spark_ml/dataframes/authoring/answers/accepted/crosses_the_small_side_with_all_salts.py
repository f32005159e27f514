# task: salt-loses-nothing
# why: another hash, a small table of all salts, and a cross join.
def salted_sides(big, small, key, salts):
    return (
        big.withColumn("salt", F.expr(f"CAST(crc32(CAST(id AS STRING)) % {salts} AS INT)")),
        small.crossJoin(spark.range(salts).select(F.col("id").cast("int").alias("salt"))),
    )

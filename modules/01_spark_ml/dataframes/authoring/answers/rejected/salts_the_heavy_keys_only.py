# task: salt-loses-nothing
# why: misconception: only heavy keys need a salt; then the salt depends on which rows are there.
# loses: 1
# message: a salt that depends on more than the id
def salted_sides(big, small, key, salts):
    total = big.count()
    heavy = [row[key] for row in big.groupBy(key).count().collect() if row["count"] > total / 5]
    salt = F.when(F.col(key).isin(heavy), F.pmod(F.xxhash64("id"), F.lit(salts))).otherwise(F.lit(0)).cast("int")
    every = F.explode(F.sequence(F.lit(0), F.lit(salts - 1)))
    return big.withColumn("salt", salt), small.withColumn("salt", every)

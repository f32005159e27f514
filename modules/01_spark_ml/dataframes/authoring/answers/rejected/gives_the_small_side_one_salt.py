# task: salt-loses-nothing
# why: misconception: both sides get one salt for each row; most rows of the big side then look for a partner that is not there.
# loses: 3
# message: copy small for every salt
def salted_sides(big, small, key, salts):
    return (
        big.withColumn("salt", F.pmod(F.xxhash64("id"), F.lit(salts)).cast("int")),
        small.withColumn("salt", F.pmod(F.xxhash64(key), F.lit(salts)).cast("int")),
    )

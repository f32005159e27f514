# task: salt-loses-nothing
# why: misconception: ids are spread evenly over remainders; ids with a pattern all leave the same one.
# loses: 2
# message: take the remainder of a hash
def salted_sides(big, small, key, salts):
    every_salt = F.explode(F.sequence(F.lit(0), F.lit(salts - 1)))
    return big.withColumn("salt", (F.col("id") % salts).cast("int")), small.withColumn("salt", every_salt)

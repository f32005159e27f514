# task: salt-loses-nothing
# why: misconception: a remainder is never negative; half of the hashes are, and their rows find no partner.
# loses: 3
# message: they should be from 0 to 3
def salted_sides(big, small, key, salts):
    every_salt = F.explode(F.sequence(F.lit(0), F.lit(salts - 1)))
    return big.withColumn("salt", (F.hash("id") % salts).cast("int")), small.withColumn("salt", every_salt)

# task: salt-loses-nothing
# why: misconception: a seed makes rand() repeatable; the number belongs to a row's place, not to the row.
# loses: 1
# message: got another salt when they came back
def salted_sides(big, small, key, salts):
    every_salt = F.explode(F.sequence(F.lit(0), F.lit(salts - 1)))
    return (
        big.withColumn("salt", F.floor(F.rand(seed=7) * salts).cast("int")),
        small.withColumn("salt", every_salt),
    )

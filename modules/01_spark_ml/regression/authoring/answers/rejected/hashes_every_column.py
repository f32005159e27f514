# task: split-is-stable
# why: misconception: the hash of the whole row is the safest key; a corrected delay moves the flight to the other part.
# loses: 3
# message: changed sides
def split_by_key(rows, key, test_share):
    bucket = F.pmod(F.xxhash64(*rows.columns), F.lit(1000))
    return rows.where(bucket >= 1000 * test_share), rows.where(bucket < 1000 * test_share)

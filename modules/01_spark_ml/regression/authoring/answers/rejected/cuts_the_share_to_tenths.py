# task: split-is-stable
# why: misconception: a share is a number of tenths; what is left of it is lost, and 2 % become nothing.
# loses: 2
# message: may lie between two tenths
def split_by_key(rows, key, test_share):
    bucket = F.pmod(F.xxhash64(*key), F.lit(10))
    return rows.where(bucket >= int(10 * test_share)), rows.where(bucket < int(10 * test_share))

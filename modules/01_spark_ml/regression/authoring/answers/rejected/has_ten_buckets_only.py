# task: split-is-stable
# why: misconception: ten buckets are enough; a share between two tenths is then rounded up to the next one.
# loses: 2
# message: may lie between two tenths
def split_by_key(rows, key, test_share):
    bucket = F.pmod(F.xxhash64(*key), F.lit(10))
    return rows.where(bucket >= 10 * test_share), rows.where(bucket < 10 * test_share)

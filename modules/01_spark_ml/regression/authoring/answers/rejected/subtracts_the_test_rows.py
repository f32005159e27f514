# task: split-is-stable
# why: misconception: train is rows minus test; subtract is an EXCEPT DISTINCT and keeps one copy of each row.
# loses: 1
# message: one copy of a row that is there twice
def split_by_key(rows, key, test_share):
    test = rows.where(F.pmod(F.xxhash64(*key), F.lit(1000)) < 1000 * test_share)
    return rows.subtract(test), test

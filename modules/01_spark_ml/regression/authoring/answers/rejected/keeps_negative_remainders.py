# task: split-is-stable
# why: misconception: the remainder of a hash lies between 0 and 99; half of the hashes are negative, and so are their remainders.
# loses: 3
# message: is your remainder ever negative?
def split_by_key(rows, key, test_share):
    bucket = F.hash(*key) % 100
    return rows.where(bucket >= 100 * test_share), rows.where(bucket < 100 * test_share)

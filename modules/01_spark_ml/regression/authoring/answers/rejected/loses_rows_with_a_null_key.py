# task: split-is-stable
# why: misconception: a row that fails a condition passes its opposite; with a null key both conditions are null and both drop it.
# loses: 1
# message: more rows went in than came out
def split_by_key(rows, key, test_share):
    bucket = F.crc32(F.concat(*[F.col(name).cast("string") for name in key])) % 1000
    return rows.where(bucket >= 1000 * test_share), rows.where(bucket < 1000 * test_share)

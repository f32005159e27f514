# task: split-is-stable
# why: the same idea in SQL with Spark's older hash, and a fraction between 0 and 1 in the place of a bucket.
def split_by_key(rows, key, test_share):
    columns = ", ".join(key)
    in_test = F.expr(f"pmod(hash({columns}), 100003) / 100003D < {test_share}")
    return rows.filter(~in_test), rows.filter(in_test)

# task: split-is-stable
# why: the hash may be computed anywhere; here Python's sha256 decides for each distinct key, and a join brings it to the rows.
def split_by_key(rows, key, test_share):
    import hashlib

    keys = [tuple(row) for row in rows.select(*key).distinct().collect()]
    chosen = [one for one in keys if int(hashlib.sha256(repr(one).encode()).hexdigest(), 16) % 1000 < 1000 * test_share]
    tests = spark.createDataFrame(chosen, rows.select(*key).schema)
    same = [rows[name].eqNullSafe(tests[name]) for name in key]
    return rows.join(tests, same, "left_anti"), rows.join(tests, same, "left_semi")

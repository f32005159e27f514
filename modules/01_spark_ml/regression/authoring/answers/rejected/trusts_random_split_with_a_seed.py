# task: split-is-stable
# why: misconception: a seed makes randomSplit choose the same rows again, whatever rows it is given and in which order.
# loses: 3
# message: changed sides
def split_by_key(rows, key, test_share):
    train, test = rows.randomSplit([1 - test_share, test_share], seed=42)
    return train, test

# task: encoding-fits-levels-and-model
# why: misconception: every model needs one-hot vectors; a tree splits the levels of an indexed column by itself.
# loses: 2
# message: a tree needs no one-hot
def choose_encoding(train, columns, model, max_bins):
    chosen = {}
    for column in columns:
        counts = [row["count"] for row in train.where(F.col(column).isNotNull()).groupBy(column).count().collect()]
        rare = sum(count for count in counts if count < 20) / sum(counts)
        chosen[column] = "one-hot" if rare <= 0.1 else {"linear": "target", "clusters": "hash", "tree": "target"}[model]
    return chosen

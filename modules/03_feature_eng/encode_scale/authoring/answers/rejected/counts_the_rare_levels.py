# task: encoding-fits-levels-and-model
# why: misconception: the share of rare levels matters; what matters is how many rows they touch.
# loses: 3
# message: the share of the rows
def choose_encoding(train, columns, model, max_bins):
    chosen = {}
    for column in columns:
        counts = [row["count"] for row in train.where(F.col(column).isNotNull()).groupBy(column).count().collect()]
        rare = sum(count < 20 for count in counts) / len(counts)
        if model == "tree":
            chosen[column] = "index" if len(counts) <= max_bins else "target"
        else:
            chosen[column] = "one-hot" if rare <= 0.1 else {"linear": "target", "clusters": "hash"}[model]
    return chosen

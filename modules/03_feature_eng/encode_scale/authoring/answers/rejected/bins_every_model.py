# task: encoding-fits-levels-and-model
# why: misconception: max_bins limits the levels for every model; only a tree has bins.
# loses: 2
# message: max_bins is for trees alone
def choose_encoding(train, columns, model, max_bins):
    chosen = {}
    for column in columns:
        counts = [row["count"] for row in train.where(F.col(column).isNotNull()).groupBy(column).count().collect()]
        rare = sum(count for count in counts if count < 20) / sum(counts)
        if len(counts) > max_bins or (model != "tree" and rare > 0.1):
            chosen[column] = "hash" if model == "clusters" else "target"
        else:
            chosen[column] = "index" if model == "tree" else "one-hot"
    return chosen

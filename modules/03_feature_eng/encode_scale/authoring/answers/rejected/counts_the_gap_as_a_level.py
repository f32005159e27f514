# task: encoding-fits-levels-and-model
# why: misconception: groupBy makes a group of the gaps, so a gap is a level.
# loses: 3
# message: a gap is no level
def choose_encoding(train, columns, model, max_bins):
    chosen = {}
    for column in columns:
        counts = [row["count"] for row in train.groupBy(column).count().collect()]
        rare = sum(count for count in counts if count < 20) / sum(counts)
        if model == "tree":
            chosen[column] = "index" if len(counts) <= max_bins else "target"
        else:
            chosen[column] = "one-hot" if rare <= 0.1 else {"linear": "target", "clusters": "hash"}[model]
    return chosen

# task: encoding-fits-levels-and-model
# why: value_counts leaves gaps out by itself.
def choose_encoding(train, columns, model, max_bins):
    table = train.select(columns).toPandas()
    chosen = {}
    for column in columns:
        counts = table[column].value_counts()
        if model == "tree":
            chosen[column] = "target" if len(counts) > max_bins else "index"
            continue
        often = counts[counts >= 20].sum()
        fallback = "hash" if model == "clusters" else "target"
        chosen[column] = fallback if 10 * (counts.sum() - often) > counts.sum() else "one-hot"
    return chosen

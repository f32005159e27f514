# task: parts-combine-to-the-whole
# why: misconception: the mean of the chunks' means is the mean of the whole.
# loses: 4
# message: gives small chunks too much weight
def summary(chunk):
    groups = chunk.groupby("key", as_index=False)
    return groups.agg(count=("value", "count"), mean=("value", "mean"), std=("value", "std"), max=("value", "max"))


def combined(summaries):
    groups = pd.concat(summaries).groupby("key", as_index=False)
    return groups.agg(count=("count", "sum"), mean=("mean", "mean"), std=("std", "mean"), max=("max", "max"))

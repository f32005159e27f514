# task: judges-are-later
# why: misconception: blocks are counted from the first day; then the last days, the nearest to production, never judge.
# loses: 4
# message: the last 6 days judge
def time_splits(days, k, gap):
    distinct = [pd.Timestamp(day) for day in sorted(days.unique())]
    size, splits = len(distinct) // (k + 1), []
    for start in range(size, (k + 1) * size, size):
        before = [day for day in distinct if day < distinct[start] - pd.Timedelta(days=gap)] or distinct[:1]
        splits.append((before[-1], distinct[start], distinct[start + size - 1]))
    return splits

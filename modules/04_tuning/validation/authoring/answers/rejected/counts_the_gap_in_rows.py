# task: judges-are-later
# why: misconception: a gap of g days means g entries of the list; days that are absent from the table have passed as well.
# loses: 1
# message: a later day could still teach
def time_splits(days, k, gap):
    distinct = sorted(days.unique())
    size, n = len(distinct) // (k + 1), len(distinct)
    starts = range(n - k * size, n, size)
    return [(distinct[max(s - 1 - gap, 0)], distinct[s], distinct[s + size - 1]) for s in starts]

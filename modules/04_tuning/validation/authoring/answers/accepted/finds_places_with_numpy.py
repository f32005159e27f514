# task: judges-are-later
# why: on sorted different days, searchsorted finds the first day that is too late to teach; dates are dates.
def time_splits(days, k, gap):
    distinct = np.unique(days.to_numpy().astype("datetime64[D]"))
    blocks = distinct[len(distinct) - k * (len(distinct) // (k + 1)) :].reshape(k, -1)
    lasts = distinct[np.searchsorted(distinct, blocks[:, 0] - gap) - 1]
    return [(a.item(), b.item(), c.item()) for a, b, c in zip(lasts, blocks[:, 0], blocks[:, -1])]

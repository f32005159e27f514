# task: judges-are-later
# why: misconception: equal numbers of rows make a split by time; then one day may teach and judge.
# loses: 2
# message: the last day that teaches is not before
def time_splits(days, k, gap):
    rows = days.sort_values().tolist()
    size, splits = len(rows) // (k + 1), []
    for start in range(len(rows) - k * size, len(rows), size):
        before = [day for day in rows[:start] if day <= rows[start] - pd.Timedelta(days=gap + 1)] or rows[:1]
        splits.append((before[-1] if gap else rows[start - 1], rows[start], rows[start + size - 1]))
    return splits

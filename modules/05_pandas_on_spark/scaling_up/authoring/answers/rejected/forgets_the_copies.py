# task: leaving-has-a-size
# why: misconception: a frame that is as large as the memory fits; a join or a sort makes more of it.
# loses: 4
# message: three
def when_to_leave(rows, pandas_seconds, spark_seconds, bytes_per_row, memory):
    a, b = np.polyfit(rows, pandas_seconds, 1)
    c, d = np.polyfit(rows, spark_seconds, 1)
    wall = int(memory // bytes_per_row)
    even = max(0.0, float((d - b) / (a - c))) if c < a else None
    return {"break_even": even, "wall": wall, "leave": wall if even is None else min(even, wall)}

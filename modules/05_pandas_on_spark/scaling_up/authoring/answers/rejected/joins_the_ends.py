# task: leaving-has-a-size
# why: misconception: the line through the smallest and the largest measurement is as good as one through all.
# loses: 3
# message: fit each by least squares to all sizes
def when_to_leave(rows, pandas_seconds, spark_seconds, bytes_per_row, memory):
    def line(seconds):
        slope = (seconds[-1] - seconds[0]) / (rows[-1] - rows[0])
        return slope, seconds[0] - slope * rows[0]

    (a, b), (c, d) = line(pandas_seconds), line(spark_seconds)
    wall = int(memory // (3 * bytes_per_row))
    even = max(0.0, (d - b) / (a - c)) if c < a else None
    return {"break_even": even, "wall": wall, "leave": wall if even is None else min(even, wall)}

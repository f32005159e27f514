# task: leaving-has-a-size
# why: the slope of least squares is the covariance through the variance, and the line passes through the two means.
def when_to_leave(rows, pandas_seconds, spark_seconds, bytes_per_row, memory):
    mean_rows = sum(rows) / len(rows)

    def line(seconds):
        mean = sum(seconds) / len(seconds)
        along = sum((x - mean_rows) * (y - mean) for x, y in zip(rows, seconds, strict=True))
        slope = along / sum((x - mean_rows) ** 2 for x in rows)
        return slope, mean - slope * mean_rows

    (a, b), (c, d) = line(pandas_seconds), line(spark_seconds)
    wall = math.floor(memory / (3 * bytes_per_row))
    if c > a:
        return {"break_even": None, "wall": wall, "leave": wall}
    even = (d - b) / (a - c) if d > b else 0
    return {"break_even": even, "wall": wall, "leave": min(even, wall)}

# task: leaving-has-a-size
# why: misconception: where two lines cross, Spark takes over; it may be pandas that does.
# loses: 3
# message: to the right of the crossing pandas is lower
def when_to_leave(rows, pandas_seconds, spark_seconds, bytes_per_row, memory):
    pandas_row, pandas_fixed = np.polyfit(rows, pandas_seconds, 1)
    spark_row, spark_fixed = np.polyfit(rows, spark_seconds, 1)
    even = max(0.0, float((spark_fixed - pandas_fixed) / (pandas_row - spark_row)))
    wall = int(memory // (3 * bytes_per_row))
    return {"break_even": even, "wall": wall, "leave": min(even, wall)}

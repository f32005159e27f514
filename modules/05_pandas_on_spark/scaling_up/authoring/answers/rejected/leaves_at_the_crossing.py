# task: leaving-has-a-size
# why: misconception: where the lines cross, one leaves at the crossing; the wall is for tables without one.
# loses: 3
# message: leave is not the smaller one of break_even and wall
def when_to_leave(rows, pandas_seconds, spark_seconds, bytes_per_row, memory):
    pandas_row, pandas_fixed = np.polyfit(rows, pandas_seconds, 1)
    spark_row, spark_fixed = np.polyfit(rows, spark_seconds, 1)
    break_even = None
    if spark_row < pandas_row:
        break_even = max(0.0, float((spark_fixed - pandas_fixed) / (pandas_row - spark_row)))
    wall = int(memory // (3 * bytes_per_row))
    return {"break_even": break_even, "wall": wall, "leave": wall if break_even is None else break_even}

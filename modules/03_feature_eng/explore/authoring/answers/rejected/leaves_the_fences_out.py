# task: whiskers-end-at-values
# why: misconception: a value on a fence lies beyond it; the whisker may end there.
# loses: 1
# message: a value on a fence is not beyond it
def box_numbers(rows, column, by):
    value = F.col(column)
    quartiles = {"q1": 0.25, "median": 0.5, "q3": 0.75}
    boxes = rows.groupBy(by).agg(*[F.percentile(column, share).alias(name) for name, share in quartiles.items()])
    reach = 1.5 * (F.col("q3") - F.col("q1"))
    inside = (value > F.col("q1") - reach) & (value < F.col("q3") + reach)

    known = rows.where(value.isNotNull()).join(boxes, by)
    ends = [F.min(F.when(inside, value)).alias("low"), F.max(F.when(inside, value)).alias("high")]
    return known.groupBy(by, *quartiles).agg(*ends, F.count_if(~inside).alias("beyond"))

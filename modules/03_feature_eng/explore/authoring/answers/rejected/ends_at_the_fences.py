# task: whiskers-end-at-values
# why: misconception: a whisker reaches as far as the fence; it ends at the furthest value before it.
# loses: 4
# message: it is neither the fence nor the smallest or largest
def box_numbers(rows, column, by):
    value = F.col(column)
    quartiles = {"q1": 0.25, "median": 0.5, "q3": 0.75}
    boxes = rows.groupBy(by).agg(*[F.percentile(column, share).alias(name) for name, share in quartiles.items()])
    reach = 1.5 * (F.col("q3") - F.col("q1"))
    bottom, top = F.col("q1") - reach, F.col("q3") + reach

    known = rows.where(value.isNotNull()).join(boxes, by)
    beyond = known.groupBy(by, *quartiles).agg(F.count_if(~value.between(bottom, top)).alias("beyond"))
    return beyond.withColumns({"low": bottom, "high": top})

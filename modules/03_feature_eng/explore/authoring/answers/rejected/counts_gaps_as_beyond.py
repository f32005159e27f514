# task: whiskers-end-at-values
# why: misconception: what is not inside is outside; a missing value is neither.
# loses: 1
# message: a gap is no value, and it does not lie beyond the whiskers
def box_numbers(rows, column, by):
    value = F.col(column)
    quartiles = {"q1": 0.25, "median": 0.5, "q3": 0.75}
    boxes = rows.groupBy(by).agg(*[F.percentile(column, share).alias(name) for name, share in quartiles.items()])
    reach = 1.5 * (F.col("q3") - F.col("q1"))
    bottom, top = F.col("q1") - reach, F.col("q3") + reach

    inside = value.between(bottom, top)
    ends = [F.min(F.when(inside, value)).alias("low"), F.max(F.when(inside, value)).alias("high")]
    return rows.join(boxes, by).groupBy(by, *quartiles).agg(*ends, (F.count("*") - F.count_if(inside)).alias("beyond"))

# task: masked-values-judge-the-fill
# why: misconception: all known values may teach the fill; the hidden ones then judge what they have taught.
# loses: 3
# message: the unmasked values are 1, 3, 20
def judge_fills(rows, column, key):
    known = rows.where(F.col(column).isNotNull() & ~F.isnan(column))
    mean, median = known.agg(F.avg(column), F.median(column)).first()
    judge = known.where("masked").join(known.groupBy(key).agg(F.median(column).alias("of_group")), key)
    fills = {"mean": F.lit(mean), "median": F.lit(median), "group": F.col("of_group")}
    errors = [F.sqrt(F.avg((F.col(column) - fill) ** 2)).alias(name) for name, fill in fills.items()]
    return judge.agg(*errors).first().asDict()

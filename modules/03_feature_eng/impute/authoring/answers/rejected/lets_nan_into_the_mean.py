# task: masked-values-judge-the-fill
# why: misconception: avg passes over every gap; it passes over null, and one NaN makes the mean NaN.
# loses: 2
# message: NaN is a gap
def judge_fills(rows, column, key):
    known = rows.where(F.col(column).isNotNull())
    learn, judge = known.where("NOT masked"), known.where("masked")
    mean, median = learn.agg(F.avg(column), F.median(column)).first()
    judge = judge.join(learn.groupBy(key).agg(F.median(column).alias("of_group")), key)
    fills = {"mean": F.lit(mean), "median": F.lit(median), "group": F.col("of_group")}
    errors = [F.sqrt(F.avg((F.col(column) - fill) ** 2)).alias(name) for name, fill in fills.items()]
    return judge.agg(*errors).first().asDict()

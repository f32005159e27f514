# task: baseline-comes-from-training-rows
# why: misconception: a share of the squared error is a share of the RMSE; without the roots a gain looks larger than it is.
# loses: 2
# message: a training mean of 10 minutes
def gain_over_mean(train, scored):
    mean = train.agg(F.avg("arr_delay")).first()[0]
    label = F.col("arr_delay")
    model, baseline = scored.agg(F.avg((label - F.col("prediction")) ** 2), F.avg((label - F.lit(mean)) ** 2)).first()
    return 1 - model / baseline

# task: baseline-comes-from-training-rows
# why: misconception: the baseline is the mean of the rows that are measured; nobody knows that mean when the forecast is made.
# loses: 2
# message: a training mean of 10 minutes
def gain_over_mean(train, scored):
    label = F.col("arr_delay")
    model, baseline = scored.agg(F.sqrt(F.avg((label - F.col("prediction")) ** 2)), F.stddev_pop(label)).first()
    return 1 - model / baseline

# task: baseline-comes-from-training-rows
# why: misconception: a gain cannot be negative; a model that is worse than the baseline is then reported as "no gain".
# loses: 1
# message: do not cut at zero
def gain_over_mean(train, scored):
    mean = train.agg(F.avg("arr_delay")).first()[0]
    label = F.col("arr_delay")
    model, baseline = scored.agg(
        F.sqrt(F.avg((label - F.col("prediction")) ** 2)), F.sqrt(F.avg((label - F.lit(mean)) ** 2))
    ).first()
    return max(0.0, 1 - model / baseline)

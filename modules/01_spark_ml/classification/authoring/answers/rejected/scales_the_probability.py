# task: probabilities-come-home
# why: misconception: thinning multiplies the probability; it multiplies the odds, and a sure flight stays sure.
# loses: 3
# message: which is a probability of
def undo_sampling(scored, kept):
    return scored.withColumn("p_late", kept * F.col("p_late"))

# task: probabilities-come-home
# why: the odds written out, with the one value that has no odds kept apart.
def undo_sampling(scored, kept):
    odds = kept * F.col("p_late") / (1 - F.col("p_late"))
    return scored.withColumn("p_late", F.when(F.col("p_late") < 1, odds / (1 + odds)).otherwise(1.0))

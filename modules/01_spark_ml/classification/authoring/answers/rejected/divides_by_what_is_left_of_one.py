# task: probabilities-come-home
# why: misconception: every probability has odds; that of 1 divides by zero, and Spark 4 raises an error.
# loses: 2
# message: did not come to its end with what this hidden test gave it
def undo_sampling(scored, kept):
    odds = kept * F.col("p_late") / (1 - F.col("p_late"))
    return scored.withColumn("p_late", odds / (1 + odds))

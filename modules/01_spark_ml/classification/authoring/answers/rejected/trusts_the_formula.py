# task: threshold-has-the-lowest-cost
# why: misconception: the formula is always cheapest; it is so only where the probabilities are right.
# loses: 3
# message: do not derive it from the prices alone
def cheapest_threshold(tried, false_alarm, miss):
    return float(false_alarm / (false_alarm + miss))

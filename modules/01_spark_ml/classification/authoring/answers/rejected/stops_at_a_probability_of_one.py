# task: threshold-has-the-lowest-cost
# why: misconception: a threshold is a probability, so 1.0 is the highest; a flight with 1.0 still gets an alarm there.
# loses: 1
# message: no alarm at all is a choice, too
def cheapest_threshold(tried, false_alarm, miss):
    late, p = tried.select("late", "p_late").toPandas().to_numpy().T
    cost = {
        n / 1000: false_alarm * ((p >= n / 1000) & (late == 0)).sum() + miss * ((p < n / 1000) & (late == 1)).sum()
        for n in range(1001)
    }
    return float(min(cost, key=cost.get))

# task: threshold-has-the-lowest-cost
# why: misconception: the threshold with the highest F1 is the best one; F1 does not know the prices.
# loses: 3
# message: Add up both prices over these flights
def cheapest_threshold(tried, false_alarm, miss):
    late, p = tried.select("late", "p_late").toPandas().to_numpy().T
    f1 = {t: 2 * ((p >= t) & (late == 1)).sum() / ((p >= t).sum() + late.sum()) for t in sorted({*p})}
    return float(max(f1, key=f1.get))

# task: threshold-has-the-lowest-cost
# why: a fixed grid, all thresholds at once.
def cheapest_threshold(tried, false_alarm, miss):
    import numpy as np

    rows = tried.toPandas()
    late, p = rows["late"].to_numpy(), rows["p_late"].to_numpy()
    grid = np.arange(0, 1.002, 0.001)
    alarm = p >= grid[:, None] - 1e-9
    cost = false_alarm * alarm[:, late == 0].sum(axis=1) + miss * (~alarm[:, late == 1]).sum(axis=1)
    return float(grid[cost.argmin()])

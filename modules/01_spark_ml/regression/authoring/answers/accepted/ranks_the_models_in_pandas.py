# task: metric-follows-the-goal
# why: one table of errors, one line for each goal.
def best_model(scored, candidates, goal):
    rows = scored.toPandas()
    errors = rows[candidates].sub(rows["arr_delay"], axis=0)
    cost = {"app": errors.abs().mean(), "crew": (errors**2).mean() ** 0.5, "budget": errors.sum().abs()}
    return cost[goal].idxmin()

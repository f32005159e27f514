# task: metric-follows-the-goal
# why: misconception: the typical flight decides for the app, and the worst one for the crew.
# loses: 1
# message: neither should the flight in the middle
def best_model(scored, candidates, goal):
    rows = scored.toPandas()
    errors = rows[candidates].sub(rows["arr_delay"], axis=0)
    return {"app": errors.abs().median(), "crew": errors.abs().max(), "budget": errors.mean().abs()}[goal].idxmin()

# task: metric-follows-the-goal
# why: misconception: MAE is in minutes and easy to explain, so it may rank models for every goal.
# loses: 3
# message: for crew you chose mostly_exact
def best_model(scored, candidates, goal):
    costs = scored.agg(*[F.avg(F.abs(F.col("arr_delay") - F.col(name))).alias(name) for name in candidates]).first()
    return min(candidates, key=lambda name: costs[name])

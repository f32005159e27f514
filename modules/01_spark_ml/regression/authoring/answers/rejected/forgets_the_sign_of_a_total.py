# task: metric-follows-the-goal
# why: misconception: the smallest mean error is the best one; a mean error of -20 minutes is smaller than 0 and much further off.
# loses: 1
# message: a total that is too low is as far off
def best_model(scored, candidates, goal):
    def cost(name):
        error = F.col("arr_delay") - F.col(name)
        return {"app": F.avg(F.abs(error)), "crew": F.avg(error**2), "budget": F.avg(error)}[goal]

    costs = scored.agg(*[cost(name).alias(name) for name in candidates]).first()
    return min(candidates, key=lambda name: costs[name])

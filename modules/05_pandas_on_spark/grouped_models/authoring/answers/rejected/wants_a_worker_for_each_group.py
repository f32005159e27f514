# task: largest-group-sets-the-limit
# why: misconception: as many workers as groups; all but a few wait for the largest one.
# loses: 4
# message: with 3 workers the bound is 60 seconds
def speed_limit(seconds, workers):
    total, largest = sum(seconds.values()), max(seconds.values())
    free = [0] * workers
    for need in sorted(seconds.values(), reverse=True):
        free[free.index(min(free))] += need
    return {"bound": max(total / workers, largest), "longest_first": max(free), "useful": len(seconds)}

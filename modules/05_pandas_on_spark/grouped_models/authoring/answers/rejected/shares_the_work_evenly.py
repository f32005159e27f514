# task: largest-group-sets-the-limit
# why: misconception: twice the workers, half the time; a group cannot be divided.
# loses: 4
# message: 60 for the largest group
def speed_limit(seconds, workers):
    total, largest = sum(seconds.values()), max(seconds.values())
    free = [0] * workers
    for need in sorted(seconds.values(), reverse=True):
        free[free.index(min(free))] += need
    return {"bound": total / workers, "longest_first": max(free), "useful": math.ceil(total / largest)}

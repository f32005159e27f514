# task: largest-group-sets-the-limit
# why: a heap for the plan, and a count that goes up until the bound no longer falls.
def speed_limit(seconds, workers):
    from heapq import heapreplace

    need = sorted(seconds.values())
    free = [0] * workers
    for value in need[::-1]:
        heapreplace(free, free[0] + value)
    useful = 1
    while sum(need) > useful * need[-1]:
        useful += 1
    return {"bound": float(max(sum(need) / workers, need[-1])), "longest_first": float(max(free)), "useful": useful}

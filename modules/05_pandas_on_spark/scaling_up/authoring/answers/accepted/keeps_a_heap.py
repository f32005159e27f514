# task: speed-up-ends-somewhere
# why: a heap gives the core that is free first, and more cores never take longer, so the smallest number may be found by halving.
def job_seconds(serial, tasks, cores):
    import heapq

    free = [0.0] * cores
    for task in tasks:
        heapq.heapreplace(free, free[0] + task)
    return serial + max(free)


def cores_enough(serial, tasks, limit):
    low, high = 1, len(tasks)
    if job_seconds(serial, tasks, high) > limit + 1e-9:
        return None
    while low < high:
        middle = (low + high) // 2
        if job_seconds(serial, tasks, middle) <= limit + 1e-9:
            high = middle
        else:
            low = middle + 1
    return low

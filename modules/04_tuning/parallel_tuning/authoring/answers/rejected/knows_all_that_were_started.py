# task: waiting-costs-time
# why: misconception: trial 7 knows the six before it, as in a search with one worker; those that still run have no loss yet.
# loses: 4
# message: known
def schedule(durations, workers, rounds):
    free, ends = [0] * workers, []
    for number, duration in enumerate(durations):
        if rounds and number % workers == 0:
            free = [max(free)] * workers
        at = free.index(min(free))
        free[at] += duration
        ends.append(free[at])
    return {"end": max(ends), "idle": 1 - sum(durations) / (workers * max(ends)), "known": list(range(len(durations)))}

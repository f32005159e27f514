# task: waiting-costs-time
# why: misconception: trials are dealt to the workers like cards; then one waits with the next trial behind a long one.
# loses: 3
# message: free first
def schedule(durations, workers, rounds):
    free, starts = [0] * workers, []
    for number, duration in enumerate(durations):
        if rounds and number % workers == 0:
            free = [max(free)] * workers
        at = number % workers
        starts.append(free[at])
        free[at] += duration
    ends = [start + duration for start, duration in zip(starts, durations)]
    known = [sum(end <= start for end in ends) for start in starts]
    return {"end": max(ends), "idle": 1 - sum(durations) / (workers * max(ends)), "known": known}

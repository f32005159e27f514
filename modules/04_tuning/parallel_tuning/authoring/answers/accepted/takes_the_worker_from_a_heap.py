# task: waiting-costs-time
# why: a heap knows which worker is free first; a round begins at the largest end so far.
def schedule(durations, workers, rounds):
    import heapq

    queue, spans = [0] * workers, []
    for number, duration in enumerate(durations):
        if rounds and number % workers == 0:
            queue = [max(queue)] * workers
        start = heapq.heappop(queue)
        spans.append((start, start + duration))
        heapq.heappush(queue, start + duration)
    end = max(finish for _, finish in spans)
    busy = np.zeros(end)
    for start, finish in spans:
        busy[start:finish] += 1
    known = [len([1 for _, finish in spans if finish <= start]) for start, _ in spans]
    return {"known": known, "idle": float((workers - busy).mean() / workers), "end": end}

# task: reads-are-counted
# why: misconception: cache() computes the table at once; it is lazy, and an action that never comes never fills it.
# loses: 2
# message: too many
def file_reads(script):
    parent, filled, reads = {}, set(), 0
    for step, frame, *rest in script:
        if step in ("read", "transform"):
            parent[frame] = rest[0] if rest else None
        elif step == "unpersist":
            filled.discard(frame)
        else:
            start = frame
            while frame is not None and frame not in filled:
                frame = parent[frame]
            reads += frame is None
            if step == "cache":
                filled.add(start)
    return reads

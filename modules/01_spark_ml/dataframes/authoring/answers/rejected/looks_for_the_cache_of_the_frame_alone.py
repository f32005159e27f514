# task: reads-are-counted
# why: misconception: a cache serves only the frame it was asked for; frames that are built on it use it, and fill it, too.
# loses: 3
# message: the first action passes through b and fills its cache
def file_reads(script):
    marked, filled, reads = set(), set(), 0
    for step, frame, *_ in script:
        if step == "cache":
            marked.add(frame)
        elif step == "unpersist":
            marked.discard(frame)
            filled.discard(frame)
        elif step == "action" and frame not in filled:
            reads += 1
            filled |= {frame} & marked
    return reads

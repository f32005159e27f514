# task: reads-are-counted
# why: recursion in place of a loop; a frame knows its parent, whether it is marked, and whether it is filled.
def file_reads(script):
    frames = {}

    def compute(name):
        if name is None:
            return 1
        frame = frames[name]
        if frame["filled"]:
            return 0
        reads = compute(frame["parent"])
        frame["filled"] = frame["marked"]
        return reads

    total = 0
    for step in script:
        kind, name = step[0], step[1]
        if kind == "action":
            total += compute(name)
        elif kind == "cache":
            frames[name]["marked"] = True
        elif kind == "unpersist":
            frames[name].update(marked=False, filled=False)
        else:
            frames[name] = {"parent": step[2] if kind == "transform" else None, "marked": False, "filled": False}
    return total

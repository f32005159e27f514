# task: plan-names-its-index
# why: no pattern for the whole text: each line's operator and the operator below it.
def read_index(text):
    lines = [line.strip(" :+-") for line in text.splitlines()]
    lines = [line.split(") ", 1)[1] if line.startswith("*(") else line for line in lines]
    index, one_task = "none", False
    for at, line in enumerate(lines):
        if line.startswith("AttachDistributedSequence["):
            index = "distributed-sequence"
        elif line.startswith("Window [row_number() windowspecdefinition(_w0#"):
            index = "sequence"
        elif line.startswith("Project [") and "distributed_id() AS" in line:
            index = "distributed"
        if line.startswith("Exchange SinglePartition"):
            one_task = one_task or "functions=[partial_" not in lines[at + 1]
    return {"index": index, "one_task": one_task}

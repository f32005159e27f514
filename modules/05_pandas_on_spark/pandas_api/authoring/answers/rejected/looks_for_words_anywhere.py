# task: plan-names-its-index
# why: misconception: the word is the operator; a column may have that name, and another window also numbers rows.
# loses: 1
# message: you find another index than
def read_index(text):
    index = "none"
    if "AttachDistributedSequence" in text:
        index = "distributed-sequence"
    elif "row_number" in text:
        index = "sequence"
    elif "distributed_id()" in text:
        index = "distributed"
    lines = text.splitlines()
    below = dict(zip(range(len(lines)), lines[1:] + [""]))
    one_task = [at for at, line in enumerate(lines) if "Exchange SinglePartition" in line and "=[partial_" not in below[at]]
    return {"index": index, "one_task": bool(one_task)}

# task: plan-names-its-index
# why: misconception: a row number over all rows is the default index; one by a column is a ranking that somebody asked for.
# loses: 1
# message: a row number over all rows, by a column
def read_index(text):
    marks = {
        "sequence": r"^[\s:+*()\d-]*Window \[row_number\(\) windowspecdefinition\(",
        "distributed-sequence": r"^[\s:+*()\d-]*AttachDistributedSequence\[",
        "distributed": r"\bdistributed_id\(\)",
    }
    lines = text.splitlines()
    collected = [below for line, below in zip(lines, lines[1:] + [""]) if "Exchange SinglePartition" in line]
    one_task = any("functions=[partial_" not in below for below in collected)
    index = next((kind for kind, mark in marks.items() if re.search(mark, text, re.MULTILINE)), "none")
    return {"index": "none" if index == "sequence" and not one_task else index, "one_task": one_task}

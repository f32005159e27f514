# task: plan-names-its-index
# why: misconception: SinglePartition means that all rows travel; a total sends one row from each partition.
# loses: 2
# message: a partial aggregate has left one row of each partition
def read_index(text):
    index = "none"
    if re.search(r"AttachDistributedSequence\[", text):
        index = "distributed-sequence"
    elif "row_number() windowspecdefinition(_w0#" in text:
        index = "sequence"
    elif "distributed_id() AS" in text:
        index = "distributed"
    return {"index": index, "one_task": "Exchange SinglePartition" in text}

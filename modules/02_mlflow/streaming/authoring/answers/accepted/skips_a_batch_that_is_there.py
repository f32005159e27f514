# task: delivered-twice-is-written-once
# why: a batch whose folder is complete has been written; its second delivery is let go.
def write_batch(rows, batch_id, sink):
    folder = Path(sink) / f"batch={batch_id}"
    if not (folder / "_SUCCESS").exists():
        rows.write.mode("overwrite").parquet(str(folder))


def survive(files, crashes):  # ready: leave it as it is
    return with_power_cuts(write_batch, files, crashes)

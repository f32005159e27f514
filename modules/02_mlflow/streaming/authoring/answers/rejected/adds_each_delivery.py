# task: delivered-twice-is-written-once
# why: misconception: foreachBatch runs exactly once for each batch; it runs at least once.
# loses: 4
# message: was added
def write_batch(rows, batch_id, sink):
    rows.write.mode("append").parquet(sink)


def survive(files, crashes):  # ready: leave it as it is
    return with_power_cuts(write_batch, files, crashes)

# task: delivered-twice-is-written-once
# why: misconception: overwrite makes a write safe to repeat; here it also removes what other batches wrote.
# loses: 4
# message: replaced other batches as well
def write_batch(rows, batch_id, sink):
    rows.write.mode("overwrite").parquet(sink)


def survive(files, crashes):  # ready: leave it as it is
    return with_power_cuts(write_batch, files, crashes)

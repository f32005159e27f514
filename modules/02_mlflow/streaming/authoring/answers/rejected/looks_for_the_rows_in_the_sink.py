# task: delivered-twice-is-written-once
# why: misconception: a row that stands in the sink was delivered before; another flight may look the same.
# loses: 3
# message: tell a second delivery by its batch id, not by its rows
def write_batch(rows, batch_id, sink):
    if Path(sink).exists():
        rows = rows.join(spark.read.parquet(sink), ["flight", "minutes"], "left_anti")
    rows.write.mode("append").parquet(sink)


def survive(files, crashes):  # ready: leave it as it is
    return with_power_cuts(write_batch, files, crashes)

# task: delivered-twice-is-written-once
# why: a dynamic overwrite replaces the partitions that the rows belong to, here that of the batch.
def write_batch(rows, batch_id, sink):
    writer = rows.withColumn("batch", F.lit(batch_id)).write.partitionBy("batch").mode("overwrite")
    writer.option("partitionOverwriteMode", "dynamic").parquet(sink)


def survive(files, crashes):  # ready: leave it as it is
    return with_power_cuts(write_batch, files, crashes)

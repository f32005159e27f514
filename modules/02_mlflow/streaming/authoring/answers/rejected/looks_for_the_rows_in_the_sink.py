# task: delivered-twice-is-written-once
# why: misconception: a row that stands in the sink was delivered before; another flight may look the same.
# loses: 3
# message: tell a second delivery by its batch id, not by its rows
def write_batch(rows, batch_id, sink):
    if Path(sink).exists():
        rows = rows.join(spark.read.parquet(sink), ["flight", "minutes"], "left_anti")
    rows.write.mode("append").parquet(sink)


def survive(files, crashes):  # ready: leave it as it is
    """Stream the files, one per batch, with a power cut after the write of each batch id in crashes; return the sink."""
    with workplace() as place:
        left = list(crashes)

        def deliver(rows, batch_id):
            write_batch(rows, batch_id, str(place / "sink"))
            if batch_id in left:
                left.remove(batch_id)
                raise RuntimeError("power cut")

        for number, frame in enumerate(files):
            arrive(place / "files", number, frame)
        for _ in range(len(crashes) + 1):
            rows = spark.readStream.schema("flight int, minutes double").option("maxFilesPerTrigger", 1)
            writer = rows.json(str(place / "files")).writeStream.foreachBatch(deliver).trigger(availableNow=True)
            try:
                finish(writer.option("checkpointLocation", str(place / "checkpoint")).start())
            except StreamingQueryException as error:
                if "power cut" not in str(error):
                    raise
        return spark.read.parquet(str(place / "sink")).select("flight", "minutes").toPandas()

# task: delivered-twice-is-written-once
# why: a batch whose folder is complete has been written; its second delivery is let go.
def write_batch(rows, batch_id, sink):
    folder = Path(sink) / f"batch={batch_id}"
    if not (folder / "_SUCCESS").exists():
        rows.write.mode("overwrite").parquet(str(folder))


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

# task: late-flights-are-waited-for
# why: misconception: the third argument of window is how often it is written; it makes hours that overlap.
# loses: 4
# message: the closed hours are
def count_hours(flights, minutes):
    hours = flights.withWatermark("event", f"{minutes} minutes").groupBy(F.window("event", "1 hour", "30 minutes"))
    return hours.agg(F.count("*").alias("flights")).select(F.col("window.start").alias("start"), "flights")


def closed_hours(files, minutes):  # ready: leave it as it is
    """Stream the files, one per batch, through count_hours in the output mode append; return what was written."""
    with workplace() as place:
        for number, frame in enumerate(files):
            arrive(place / "files", number, frame)
        rows = spark.readStream.schema("flight int, event timestamp, seen timestamp").option("maxFilesPerTrigger", 1)
        counted = count_hours(rows.json(str(place / "files")), minutes)
        writer = counted.writeStream.outputMode("append").option("checkpointLocation", str(place / "checkpoint"))
        finish(writer.trigger(availableNow=True).start(str(place / "hours")))
        return spark.read.schema("start timestamp, flights long").parquet(str(place / "hours")).toPandas()

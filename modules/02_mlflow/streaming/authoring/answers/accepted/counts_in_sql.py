# task: late-flights-are-waited-for
# why: the window is cut in SQL, over a view of the stream with its watermark.
def count_hours(flights, minutes):
    flights.withWatermark("event", f"{minutes * 60} seconds").createOrReplaceTempView("reports")
    return spark.sql("SELECT window.start AS start, count(*) AS flights FROM reports GROUP BY window(event, '1 hour')")


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

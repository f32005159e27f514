# task: late-flights-are-waited-for
# why: the window is cut in SQL, over a view of the stream with its watermark.
def count_hours(flights, minutes):
    flights.withWatermark("event", f"{minutes * 60} seconds").createOrReplaceTempView("reports")
    return spark.sql("SELECT window.start AS start, count(*) AS flights FROM reports GROUP BY window(event, '1 hour')")


def closed_hours(files, minutes):  # ready: leave it as it is
    return with_closed_hours(count_hours, files, minutes)

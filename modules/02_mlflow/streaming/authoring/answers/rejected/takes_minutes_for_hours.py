# task: late-flights-are-waited-for
# why: misconception: the longer the watermark the better; no hour is closed for days.
# loses: 4
# message: the closed hours are []
def count_hours(flights, minutes):
    hours = flights.withWatermark("event", f"{minutes} hours").groupBy(F.window("event", "1 hour"))
    return hours.agg(F.count("*").alias("flights")).select(F.col("window.start").alias("start"), "flights")


def closed_hours(files, minutes):  # ready: leave it as it is
    return with_closed_hours(count_hours, files, minutes)

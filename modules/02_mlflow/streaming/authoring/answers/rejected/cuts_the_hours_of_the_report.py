# task: late-flights-are-waited-for
# why: misconception: a stream counts by the time at which a row is seen; the event has a time of its own.
# loses: 4
# message: by scheduled departure
def count_hours(flights, minutes):
    hours = flights.withWatermark("seen", f"{minutes} minutes").groupBy(F.window("seen", "1 hour"))
    return hours.agg(F.count("*").alias("flights")).select(F.col("window.start").alias("start"), "flights")


def closed_hours(files, minutes):  # ready: leave it as it is
    return with_closed_hours(count_hours, files, minutes)

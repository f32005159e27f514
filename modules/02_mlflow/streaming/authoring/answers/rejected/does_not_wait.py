# task: late-flights-are-waited-for
# why: misconception: a watermark of nothing is the safe choice; late flights are lost.
# loses: 3
# message: that came in time are not counted
def count_hours(flights, minutes):
    hours = flights.withWatermark("event", f"0 minutes").groupBy(F.window("event", "1 hour"))
    return hours.agg(F.count("*").alias("flights")).select(F.col("window.start").alias("start"), "flights")


def closed_hours(files, minutes):  # ready: leave it as it is
    return with_closed_hours(count_hours, files, minutes)

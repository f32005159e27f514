# task: late-flights-are-waited-for
# why: misconception: a little more than asked does no harm; an hour that should be closed then still takes rows.
# loses: 3
# message: whose hour was closed
def count_hours(flights, minutes):
    hours = flights.withWatermark("event", f"{-(-minutes // 60)} hours").groupBy(F.window("event", "1 hour"))
    return hours.agg(F.count("*").alias("flights")).select(F.col("window.start").alias("start"), "flights")


def closed_hours(files, minutes):  # ready: leave it as it is
    return with_closed_hours(count_hours, files, minutes)

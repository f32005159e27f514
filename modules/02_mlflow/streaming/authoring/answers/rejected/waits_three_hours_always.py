# task: late-flights-are-waited-for
# why: misconception: a long fixed wait serves every report; hours are then closed too soon or too late.
# loses: 3
# message: as minutes says
def count_hours(flights, minutes):
    hours = flights.withWatermark("event", "3 hours").groupBy(F.window("event", "1 hour"))
    return hours.agg(F.count("*").alias("flights")).select(F.col("window.start").alias("start"), "flights")


def closed_hours(files, minutes):  # ready: leave it as it is
    return with_closed_hours(count_hours, files, minutes)

# task: late-flights-are-waited-for
# why: misconception: columns find their places by themselves; a reader with a schema takes them by name, and others are null.
# loses: 4
# message: should have exactly these names
def count_hours(flights, minutes):
    return flights.withWatermark("event", f"{minutes} minutes").groupBy(F.window("event", "1 hour")).count()


def closed_hours(files, minutes):  # ready: leave it as it is
    return with_closed_hours(count_hours, files, minutes)

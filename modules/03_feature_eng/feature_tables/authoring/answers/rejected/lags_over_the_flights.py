# task: previous-day-is-no-leak
# why: misconception: the row before a flight is of the day before; it is mostly another flight of the same day.
# loses: 4
# message: lag over the days, not over the flights
def add_rates(flights):
    keys = ["carrier", "origin"]
    flights = flights.withColumn("same_rate", F.avg("late").over(Window.partitionBy(*keys, "day")))
    order = Window.partitionBy(*keys).orderBy("day")
    return flights.withColumn("previous_rate", F.lag("same_rate").over(order))

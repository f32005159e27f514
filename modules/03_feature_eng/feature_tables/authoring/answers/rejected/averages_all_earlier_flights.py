# task: previous-day-is-no-leak
# why: misconception: everything that was known before is as good as the previous day.
# loses: 4
# message: is not the rate of the day before
def add_rates(flights):
    keys = ["carrier", "origin"]
    seconds = F.unix_date("day")
    earlier = Window.partitionBy(*keys).orderBy(seconds).rangeBetween(Window.unboundedPreceding, -1)
    flights = flights.withColumn("same_rate", F.avg("late").over(Window.partitionBy(*keys, "day")))
    return flights.withColumn("previous_rate", F.avg("late").over(earlier))

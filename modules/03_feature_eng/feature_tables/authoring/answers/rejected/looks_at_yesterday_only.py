# task: previous-day-is-no-leak
# why: misconception: the previous day is always yesterday; after a day without flights the rate is lost.
# loses: 3
# message: it need not be yesterday
def add_rates(flights):
    daily = flights.groupBy("carrier", "origin", "day").agg(F.avg("late").alias("same_rate"))
    next_day = daily.select("carrier", "origin", F.date_add("day", 1).alias("day"), F.col("same_rate").alias("previous_rate"))
    keys = ["carrier", "origin", "day"]
    return flights.join(daily, keys).join(next_day, keys, "left")

# task: join-keeps-every-flight
# why: misconception: the hour on the clock names an hour; one hour came twice, and midnight ends the day.
# loses: 3
# message: so the clock is no key
def with_context(flights, weather, planes, hours_before):
    clock = ["origin", "year", "month", "day", "hour"]
    seen = weather.withColumn("hour", F.col("hour") + hours_before).select(*clock, "temp", "visib")
    known = planes.select("tailnum", F.col("year").alias("built"), "seats")
    return flights.join(seen, clock, "left").join(known, "tailnum", "left")

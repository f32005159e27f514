# task: join-keeps-every-flight
# why: misconception: columns of the same name mean the same; planes join only if they were built in the year of the flight.
# loses: 2
# message: join by tailnum alone
def with_context(flights, weather, planes, hours_before):
    later = F.expr(f"time_hour + INTERVAL {hours_before} HOURS").alias("time_hour")
    seen = weather.select("origin", later, "temp", "visib")
    known = planes.select("tailnum", "year", "seats", F.col("year").alias("built"))
    return flights.join(seen, ["origin", "time_hour"], "left").join(known, ["tailnum", "year"], "left")

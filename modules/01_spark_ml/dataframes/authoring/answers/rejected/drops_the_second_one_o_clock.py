# task: join-keeps-every-flight
# why: misconception: a key without duplicates is a right key; the rows are right in number, and their hours are off.
# loses: 3
# message: count the hours on time_hour
def with_context(flights, weather, planes, hours_before):
    clock = ["origin", "year", "month", "day", "hour"]
    seen = weather.withColumn("hour", F.col("hour") + hours_before).dropDuplicates(clock).select(*clock, "temp", "visib")
    known = planes.select("tailnum", F.col("year").alias("built"), "seats")
    return flights.join(seen, clock, "left").join(known, "tailnum", "left")

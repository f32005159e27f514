# task: join-keeps-every-flight
# why: misconception: to join by an earlier hour, set the clock of the flight back.
# loses: 3
# message: came back with another time_hour
def with_context(flights, weather, planes, hours_before):
    seen = weather.select("origin", "time_hour", "temp", "visib")
    known = planes.select("tailnum", F.col("year").alias("built"), "seats")
    moved = flights.withColumn("time_hour", F.expr(f"time_hour - INTERVAL {hours_before} HOURS"))
    return moved.join(seen, ["origin", "time_hour"], "left").join(known, "tailnum", "left")

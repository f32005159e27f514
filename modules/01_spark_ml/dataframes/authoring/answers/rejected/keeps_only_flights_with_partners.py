# task: join-keeps-every-flight
# why: misconception: rows without a partner are of no use; an inner join drops them in silence, and not at random.
# loses: 4
# message: each flight should be there once
def with_context(flights, weather, planes, hours_before):
    later = F.expr(f"time_hour + INTERVAL {hours_before} HOURS").alias("time_hour")
    seen = weather.select("origin", later, "temp", "visib")
    known = planes.select("tailnum", F.col("year").alias("built"), "seats")
    return flights.join(seen, ["origin", "time_hour"]).join(known, "tailnum")

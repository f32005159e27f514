# task: join-keeps-every-flight
# why: misconception: each hour has its row, so two rows back are two hours back; an hour without an observation has none.
# loses: 3
# message: one hour has no row
from pyspark.sql import Window


def with_context(flights, weather, planes, hours_before):
    by_hour = Window.partitionBy("origin").orderBy("time_hour")
    earlier = [F.lag(name, hours_before).over(by_hour).alias(name) for name in ("temp", "visib")]
    known = planes.select("tailnum", F.col("year").alias("built"), "seats")
    seen = weather.select("origin", "time_hour", *earlier)
    return flights.join(seen, ["origin", "time_hour"], "left").join(known, "tailnum", "left")

# task: join-keeps-every-flight
# why: SQL, and the hours are taken from the flight where the reference adds them to the observation.
def with_context(flights, weather, planes, hours_before):
    return spark.sql(
        f"""
        SELECT f.*, w.temp, w.visib, p.year AS built, p.seats
        FROM {{flights}} AS f
        LEFT JOIN {{weather}} AS w ON w.origin = f.origin AND w.time_hour = f.time_hour - INTERVAL {int(hours_before)} HOURS
        LEFT JOIN {{planes}} AS p ON p.tailnum = f.tailnum
        """,
        flights=flights,
        weather=weather,
        planes=planes,
    )

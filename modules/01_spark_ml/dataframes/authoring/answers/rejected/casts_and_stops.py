# task: casts-are-counted
# why: misconception: a cast gives NULL where it cannot read; since Spark 4 it stops with an error.
# loses: 4
# message: Your code did not come to its end
def typed(rows):
    clean = rows.withColumns(
        {
            "day": F.col("day").cast("date"),
            "dep_delay": F.col("dep_delay").cast("int"),
            "distance": F.to_number("distance", F.lit("99,999")).cast("int"),
        }
    )
    lost = {name: clean.where(F.col(name).isNull()).count() for name in ("day", "dep_delay", "distance")}
    return clean, lost

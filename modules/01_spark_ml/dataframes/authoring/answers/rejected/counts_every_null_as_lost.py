# task: casts-are-counted
# why: misconception: each NULL is a loss; an honest gap was never a value.
# loses: 3
# message: NA is an honest gap
def typed(rows):
    readable = {
        "day": F.col("day").try_cast("date"),
        "dep_delay": F.col("dep_delay").try_cast("int"),
        "distance": F.try_to_number("distance", F.lit("99,999")).cast("int"),
    }
    clean = rows.withColumns(readable)
    return clean, {name: clean.where(F.col(name).isNull()).count() for name in readable}

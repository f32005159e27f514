# task: casts-are-counted
# why: misconception: a detour over double reads more; it turns 12.5 into 12 and tells nobody.
# loses: 4
# message: 12.5 is not a whole minute
def typed(rows):
    readable = {
        "day": F.col("day").try_cast("date"),
        "dep_delay": F.col("dep_delay").try_cast("double").try_cast("int"),
        "distance": F.try_to_number("distance", F.lit("99,999")).cast("int"),
    }
    unread = [F.count_if(new.isNull() & (F.col(name) != "NA")).alias(name) for name, new in readable.items()]
    return rows.withColumns(readable), rows.agg(*unread).first().asDict()

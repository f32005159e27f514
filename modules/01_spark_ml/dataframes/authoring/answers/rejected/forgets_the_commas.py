# task: casts-are-counted
# why: misconception: try_cast reads any number that people can read; 1,089 becomes NULL in silence, and most long flights with it.
# loses: 4
# message: each of their values can be read
def typed(rows):
    readable = {
        "day": F.col("day").try_cast("date"),
        "dep_delay": F.col("dep_delay").try_cast("int"),
        "distance": F.col("distance").try_cast("int"),
    }
    unread = [F.count_if(new.isNull() & (F.col(name) != "NA")).alias(name) for name, new in readable.items()]
    return rows.withColumns(readable), rows.agg(*unread).first().asDict()

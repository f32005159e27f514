# task: casts-are-counted
# why: misconception: blanks never matter; a text that is not exactly NA is then forgiven, and vanishes unseen.
# loses: 2
# message: those that are exactly NA
def typed(rows):
    readable = {
        "day": F.col("day").try_cast("date"),
        "dep_delay": F.col("dep_delay").try_cast("int"),
        "distance": F.try_to_number("distance", F.lit("99,999")).cast("int"),
    }
    unread = [F.count_if(new.isNull() & (F.trim(name) != "NA")).alias(name) for name, new in readable.items()]
    return rows.withColumns(readable), rows.agg(*unread).first().asDict()

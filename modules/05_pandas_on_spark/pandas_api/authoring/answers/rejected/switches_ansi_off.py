# task: casts-lose-nothing-unseen
# why: misconception: lenient casts are a setting; it holds for the whole session, and every other cast then hides its losses.
# loses: 4
# message: ANSI is off for the whole session
def to_numbers(rows, columns):
    spark.conf.set("spark.sql.ansi.enabled", False)
    numbers = rows.withColumns({name: F.col(name).cast("double") for name in columns})
    lost = {}
    for name in columns:
        lost[name] = rows.where(F.col(name).isNotNull() & F.col(name).cast("double").isNull()).count()
    return numbers, lost


def ansi_stays_on():  # ready: leave it as it is
    return ansi_was_on()

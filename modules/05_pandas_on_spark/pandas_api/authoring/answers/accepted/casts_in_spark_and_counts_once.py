# task: casts-lose-nothing-unseen
# why: Spark alone: try_cast, and all losses in one aggregate.
def to_numbers(rows, columns):
    numbers = {name: F.expr(f"TRY_CAST({name} AS DOUBLE)") for name in columns}
    lost = [F.count_if(F.col(name).isNotNull() & number.isNull()).alias(name) for name, number in numbers.items()]
    return rows.withColumns(numbers), rows.agg(*lost).first().asDict()


def ansi_stays_on():  # ready: leave it as it is
    return ansi_was_on()

# task: rows-meet-by-key
# why: misconception: two frames that stand beside each other can be subtracted; their row numbers are no key.
# loses: 4
# message: two frames meet by their index
def above_typical(rows, typical):
    flights, places = rows.pandas_api(), typical.pandas_api()
    flights["above"] = flights["arr_delay"] - places["minutes"]
    return flights.to_spark()

# task: previous-day-is-no-leak
# why: the daily table is small, so pandas may shift it.
def add_rates(flights):
    table = flights.toPandas()
    keys = ["carrier", "origin"]
    daily = table.groupby([*keys, "day"], as_index=False)["late"].mean().rename(columns={"late": "same_rate"})
    daily["previous_rate"] = daily.sort_values("day").groupby(keys)["same_rate"].shift()
    return spark.createDataFrame(table.merge(daily, on=[*keys, "day"]))

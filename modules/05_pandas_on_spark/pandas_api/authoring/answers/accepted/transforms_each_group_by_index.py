# task: groups-are-seen-whole
# why: groupby.transform without a hint keeps the index, so the new column finds its rows by id.
def standardized(rows):
    frame = rows.pandas_api(index_col="id")
    frame["z"] = frame.groupby("carrier")["delay"].transform(lambda delay: (delay - delay.mean()) / delay.std())
    return frame.to_spark(index_col="id")

# task: lookup-sees-no-future
# why: a left join with all rows of the keys, the future taken out, the latest row kept.
def as_of(events, features, keys, time):
    numbered = events.reset_index(drop=True).rename_axis("position").reset_index()
    pairs = numbered[["position", *keys, time]].merge(features.rename(columns={time: "valid_from"}), on=keys)
    pairs = pairs[pairs["valid_from"] <= pairs[time]].sort_values("valid_from").drop_duplicates("position", keep="last")
    return numbered.merge(pairs.drop(columns=[*keys, time, "valid_from"]), how="left", on="position").drop(columns="position")

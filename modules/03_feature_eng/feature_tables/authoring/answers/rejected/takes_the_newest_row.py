# task: lookup-sees-no-future
# why: misconception: the newest row of a key is the right one for every event; it is the future for most.
# loses: 4
# message: is the future
def as_of(events, features, keys, time):
    newest = features.sort_values(time).drop_duplicates(keys, keep="last").drop(columns=time)
    return events.merge(newest, how="left", on=keys)

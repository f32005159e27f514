# task: lookup-sees-no-future
# why: groupby and apply keep the keys as index and as columns.
def as_of(events, features, keys, time):
    features = features.sort_values(time)
    return events.groupby(keys).apply(lambda group: pd.merge_asof(group.sort_values(time), features, on=time, by=keys))

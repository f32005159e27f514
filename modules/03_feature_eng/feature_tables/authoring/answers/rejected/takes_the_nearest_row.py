# task: lookup-sees-no-future
# why: misconception: the row that is closest in time fits best; it may lie in the future.
# loses: 4
# message: is the future
def as_of(events, features, keys, time):
    return pd.merge_asof(events.sort_values(time), features.sort_values(time), on=time, by=keys, direction="nearest")

# task: lookup-sees-no-future
# why: misconception: a row must be earlier than the event; "not later" counts the same moment.
# loses: 4
# message: a row that is not later counts
def as_of(events, features, keys, time):
    return pd.merge_asof(events.sort_values(time), features.sort_values(time), on=time, by=keys, allow_exact_matches=False)

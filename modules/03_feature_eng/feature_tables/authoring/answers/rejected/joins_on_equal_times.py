# task: lookup-sees-no-future
# why: misconception: the time is one more key to be equal, as if it were not declared as the time series column.
# loses: 4
# message: the times need not be equal
def as_of(events, features, keys, time):
    return events.merge(features, how="left", on=[*keys, time])

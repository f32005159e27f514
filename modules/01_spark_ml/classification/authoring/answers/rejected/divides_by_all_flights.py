# task: sample-keeps-every-late-flight
# why: misconception: the share of late flights is the fraction to keep; the punctual flights are fewer than all flights.
# loses: 1
# message: keep about as many
def undersample(train, seed):
    late, others = train.where("late = 1"), train.where("late = 0")
    return late.union(others.sample(fraction=late.count() / train.count(), seed=seed))

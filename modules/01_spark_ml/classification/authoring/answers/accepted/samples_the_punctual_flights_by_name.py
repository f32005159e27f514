# task: sample-keeps-every-late-flight
# why: two frames, one of them sampled with both arguments by name.
def undersample(train, seed):
    late, others = train.where("late = 1"), train.where("late = 0")
    return late.union(others.sample(fraction=late.count() / others.count(), seed=seed))

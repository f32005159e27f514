# task: sample-keeps-every-late-flight
# why: misconception: any rows will do; the first ones of a table are those of January.
# loses: 2
# message: the first or last rows of a table are no sample of it
def undersample(train, seed):
    late = train.where("late = 1")
    return late.unionByName(train.where("late = 0").limit(late.count()))

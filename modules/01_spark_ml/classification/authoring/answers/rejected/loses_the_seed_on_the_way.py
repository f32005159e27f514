# task: sample-keeps-every-late-flight
# why: misconception: sample(0.2, seed=7) uses the seed; with the fraction by position PySpark takes no notice of it.
# loses: 1
# message: two calls with the same seed share only
def undersample(train, seed):
    share = train.agg(F.avg("late")).first()[0]
    others = train.where("late = 0").sample(share / (1 - share), seed=seed)
    return train.where("late = 1").unionByName(others)

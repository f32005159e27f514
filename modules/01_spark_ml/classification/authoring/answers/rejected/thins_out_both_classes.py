# task: sample-keeps-every-late-flight
# why: misconception: a sample of the table is smaller and therefore balanced; its share of late flights is that of the table.
# loses: 2
# message: each late flight should be there once
def undersample(train, seed):
    share = train.agg(F.avg("late")).first()[0]
    return train.sample(fraction=2 * share, seed=seed)

# task: sample-keeps-every-late-flight
# why: a seeded order and a limit keep exactly as many punctual flights as there are late ones.
def undersample(train, seed):
    late = train.where("late = 1")
    return late.unionByName(train.where("late = 0").orderBy(F.rand(seed=seed)).limit(late.count()))

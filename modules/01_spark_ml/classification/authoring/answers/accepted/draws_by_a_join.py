# task: sample-keeps-every-late-flight
# why: a small table of shares, joined by the label; the order of the columns changes, and nothing else.
def undersample(train, seed):
    share = train.agg(F.avg("late")).first()[0]
    keep = spark.createDataFrame([(1.0, 1.0), (0.0, share / (1 - share))], "late double, keep double")
    return train.join(keep, "late").where(F.rand(seed) < F.col("keep")).drop("keep")

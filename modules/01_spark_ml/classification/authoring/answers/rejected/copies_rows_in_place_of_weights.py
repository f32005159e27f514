# task: classes-weigh-alike
# why: misconception: copies of the small class do the same as weights; a sample takes some rows often and others never.
# loses: 3
# message: let the fit see each row once
def fit_balanced(train):
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.feature import VectorAssembler

    late, punctual = train.where(F.col("late") == 1), train.where(F.col("late") == 0)
    small, large = sorted((late, punctual), key=DataFrame.count)
    copies = small.sample(True, large.count() / small.count(), 7)
    assemble = VectorAssembler(inputCols=["hour", "distance"], outputCol="features")
    return Pipeline(stages=[assemble, LogisticRegression(labelCol="late")]).fit(large.union(copies))

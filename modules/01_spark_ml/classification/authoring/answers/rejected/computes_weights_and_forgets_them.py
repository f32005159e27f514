# task: classes-weigh-alike
# why: misconception: a column named weight is used by itself; without weightCol the fit takes no notice of it.
# loses: 3
# message: Is the column of weights used?
def fit_balanced(train):
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.feature import VectorAssembler

    share = train.agg(F.avg("late")).first()[0]
    weighted = train.withColumn("weight", F.when(F.col("late") == 1, 1 - share).otherwise(share))
    assemble = VectorAssembler(inputCols=["hour", "distance"], outputCol="features")
    return Pipeline(stages=[assemble, LogisticRegression(labelCol="late")]).fit(weighted)

# task: classes-weigh-alike
# why: misconception: the weight of a class is its share; the large class then becomes larger still.
# loses: 3
# message: Is it the right way round?
def fit_balanced(train):
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.feature import VectorAssembler

    share = train.agg(F.avg("late")).first()[0]
    weighted = train.withColumn("weight", F.when(F.col("late") == 1, share).otherwise(1 - share))
    assemble = VectorAssembler(inputCols=["hour", "distance"], outputCol="features")
    return Pipeline(stages=[assemble, LogisticRegression(labelCol="late", weightCol="weight")]).fit(weighted)

# task: classes-weigh-alike
# why: misconception: the weight is a property of the problem; it belongs to the rows that are trained on.
# loses: 2
# message: Take the weights from the rows that come in
def fit_balanced(train):
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.feature import VectorAssembler

    share = arrived.agg(F.avg("late")).first()[0]
    weighted = train.withColumn("weight", F.when(F.col("late") == 1, 1 - share).otherwise(share))
    assemble = VectorAssembler(inputCols=["hour", "distance"], outputCol="features")
    return Pipeline(stages=[assemble, LogisticRegression(labelCol="late", weightCol="weight")]).fit(weighted)

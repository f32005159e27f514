# task: classes-weigh-alike
# why: another pipeline, and weights whose mean is 1, as scikit-learn's "balanced" has them.
def fit_balanced(train):
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.feature import RFormula

    counts = {row["late"]: row["count"] for row in train.groupBy("late").count().collect()}
    total = sum(counts.values())
    weight = F.when(F.col("late") == 1, total / (2 * counts[1.0])).otherwise(total / (2 * counts[0.0]))
    stages = [
        RFormula(formula="late ~ hour + distance"),
        LogisticRegression(labelCol="late", weightCol="w", standardization=False, maxIter=200),
    ]
    return Pipeline(stages=stages).fit(train.withColumn("w", weight))

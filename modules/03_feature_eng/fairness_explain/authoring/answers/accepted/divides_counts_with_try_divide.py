# task: rates-come-with-counts
# why: four counts for each group are enough; try_divide gives null where the denominator is 0.
def group_metrics(predictions, group):
    named = predictions.fillna("missing", [group]).withColumnRenamed(group, "group")
    p, y = F.col("prediction"), F.col("label")
    counts = named.groupBy("group").agg(
        F.count("*").alias("people"), F.sum(y).alias("yes"), F.sum(p).alias("said"), F.sum(y * p).alias("both")
    )
    return counts.select(
        "group", "people", F.col("yes").cast("int").alias("positives"),
        F.try_divide("said", "people").alias("selection_rate"),
        F.try_divide("both", "yes").alias("true_positive_rate"),
        F.expr("try_divide(said - both, people - yes)").alias("false_positive_rate"),
        F.try_divide("both", "said").alias("precision"),
    )

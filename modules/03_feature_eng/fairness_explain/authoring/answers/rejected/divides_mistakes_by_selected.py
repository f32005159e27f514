# task: rates-come-with-counts
# why: misconception: the false positive rate is the share of false ones among the selected; that is 1 minus precision.
# loses: 4
# message: which rows are its denominator
def group_metrics(predictions, group):
    said, true = F.col("prediction"), F.col("label")
    name = F.coalesce(F.col(group), F.lit("missing"))
    return predictions.groupBy(name.alias("group")).agg(
        F.count("*").alias("people"),
        F.count_if(true == 1).alias("positives"),
        F.avg(said).alias("selection_rate"),
        F.avg(F.when(true == 1, said)).alias("true_positive_rate"),
        F.avg(F.when(said == 1, 1 - true)).alias("false_positive_rate"),
        F.avg(F.when(said == 1, true)).alias("precision"),
    )

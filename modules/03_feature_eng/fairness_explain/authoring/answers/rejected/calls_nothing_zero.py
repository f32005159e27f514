# task: rates-come-with-counts
# why: misconception: no positives, so the rate is 0; that says "none of them was found", and nobody was there to be found.
# loses: 1
# message: it should be null
def group_metrics(predictions, group):
    said, true = F.col("prediction"), F.col("label")
    name = F.coalesce(F.col(group), F.lit("missing"))
    return predictions.groupBy(name.alias("group")).agg(
        F.count("*").alias("people"),
        F.count_if(true == 1).alias("positives"),
        F.avg(said).alias("selection_rate"),
        F.coalesce(F.avg(F.when(true == 1, said)), F.lit(0.0)).alias("true_positive_rate"),
        F.coalesce(F.avg(F.when(true == 0, said)), F.lit(0.0)).alias("false_positive_rate"),
        F.coalesce(F.avg(F.when(said == 1, true)), F.lit(0.0)).alias("precision"),
    )

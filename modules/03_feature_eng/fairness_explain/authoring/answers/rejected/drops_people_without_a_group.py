# task: rates-come-with-counts
# why: misconception: a person without a group belongs to no measure; the model judges this person as well.
# loses: 1
# message: they get predictions like everybody else
def group_metrics(predictions, group):
    said, true = F.col("prediction"), F.col("label")
    name = F.coalesce(F.col(group), F.lit("missing"))
    return predictions.dropna(subset=[group]).groupBy(name.alias("group")).agg(
        F.count("*").alias("people"),
        F.count_if(true == 1).alias("positives"),
        F.avg(said).alias("selection_rate"),
        F.avg(F.when(true == 1, said)).alias("true_positive_rate"),
        F.avg(F.when(true == 0, said)).alias("false_positive_rate"),
        F.avg(F.when(said == 1, true)).alias("precision"),
    )

# task: rates-come-with-counts
# why: misconception: a sum of ones counts; where there is no one, it is null, and a rate of 0 out of some people gets lost.
# loses: 1
# message: none of some people is a rate of 0
def group_metrics(predictions, group):
    said, true = F.col("prediction") == 1, F.col("label") == 1

    def share(part, whole):
        return F.try_divide(F.sum(F.when(part & whole, 1)), F.count_if(whole))

    name = F.coalesce(F.col(group), F.lit("missing"))
    return predictions.groupBy(name.alias("group")).agg(
        F.count("*").alias("people"),
        F.count_if(true).alias("positives"),
        F.avg("prediction").alias("selection_rate"),
        share(said, true).alias("true_positive_rate"),
        share(said, ~true).alias("false_positive_rate"),
        share(true, said).alias("precision"),
    )

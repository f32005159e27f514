# task: rates-come-with-counts
# why: misconception: a window makes one row of a group; it repeats the numbers of the group in each of its rows.
# loses: 4
# message: one row for each group
def group_metrics(predictions, group):
    from pyspark.sql import Window

    said, true = F.col("prediction"), F.col("label")
    named = predictions.withColumn("group", F.coalesce(F.col(group), F.lit("missing")))
    same = Window.partitionBy("group")
    return named.select(
        "group",
        F.count("*").over(same).alias("people"),
        F.count_if(true == 1).over(same).alias("positives"),
        F.avg(said).over(same).alias("selection_rate"),
        F.avg(F.when(true == 1, said)).over(same).alias("true_positive_rate"),
        F.avg(F.when(true == 0, said)).over(same).alias("false_positive_rate"),
        F.avg(F.when(said == 1, true)).over(same).alias("precision"),
    )

# task: scores-are-measured-as-scores
# why: misconception: entry 0 of the vector is the class that we look for; it belongs to class 0, and every pair is turned round.
# loses: 4
# message: of the 6 pairs of a late and a punctual flight
def score_metrics(scored):
    from pyspark.ml.evaluation import BinaryClassificationEvaluator
    from pyspark.ml.functions import vector_to_array

    rows = scored.withColumn("p", vector_to_array("probability")[0])
    areas = BinaryClassificationEvaluator(labelCol="late", rawPredictionCol="p")
    truth = F.greatest(F.when(F.col("late") == 1, F.col("p")).otherwise(1 - F.col("p")), F.lit(1e-15))
    return {
        "roc_auc": areas.evaluate(rows, {areas.metricName: "areaUnderROC"}),
        "pr_auc": areas.evaluate(rows, {areas.metricName: "areaUnderPR"}),
        "log_loss": rows.agg(-F.avg(F.log(truth))).first()[0],
    }

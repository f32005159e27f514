# task: scores-are-measured-as-scores
# why: the evaluator takes a plain column of scores, too, and log loss is one aggregate.
def score_metrics(scored):
    from pyspark.ml.evaluation import BinaryClassificationEvaluator
    from pyspark.ml.functions import vector_to_array

    rows = scored.withColumn("p", vector_to_array("probability")[1])
    areas = BinaryClassificationEvaluator(labelCol="late", rawPredictionCol="p")
    truth = F.greatest(F.when(F.col("late") == 1, F.col("p")).otherwise(1 - F.col("p")), F.lit(1e-15))
    return {
        "roc_auc": areas.evaluate(rows, {areas.metricName: "areaUnderROC"}),
        "pr_auc": areas.evaluate(rows, {areas.metricName: "areaUnderPR"}),
        "log_loss": rows.agg(-F.avg(F.log(truth))).first()[0],
    }

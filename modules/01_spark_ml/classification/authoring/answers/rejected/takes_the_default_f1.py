# task: alarms-are-judged-by-the-late-class
# why: misconception: the evaluator's "f1" is that of the class late; it is a mean over both classes, weighted by their size.
# loses: 4
# message: no mean over classes
def alarm_metrics(scored, threshold):
    from pyspark.ml.evaluation import MulticlassClassificationEvaluator

    judged = scored.dropna(subset=["late"]).withColumn("prediction", (F.col("p_late") >= threshold).cast("double"))
    evaluator = MulticlassClassificationEvaluator(labelCol="late")
    names = {"accuracy": "accuracy", "precision": "weightedPrecision", "recall": "weightedRecall", "f1": "f1"}
    return {name: evaluator.setMetricName(metric).evaluate(judged) for name, metric in names.items()}

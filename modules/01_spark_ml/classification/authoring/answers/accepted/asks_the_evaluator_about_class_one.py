# task: alarms-are-judged-by-the-late-class
# why: Spark's evaluator has the four numbers, once metricLabel points to the class late.
def alarm_metrics(scored, threshold):
    from pyspark.ml.evaluation import MulticlassClassificationEvaluator

    judged = scored.where("late IS NOT NULL").withColumn("prediction", (F.col("p_late") >= threshold).cast("double"))
    evaluator = MulticlassClassificationEvaluator(labelCol="late", metricLabel=1.0)
    names = {"accuracy": "accuracy", "precision": "precisionByLabel", "recall": "recallByLabel", "f1": "fMeasureByLabel"}
    return {name: evaluator.setMetricName(metric).evaluate(judged) for name, metric in names.items()}

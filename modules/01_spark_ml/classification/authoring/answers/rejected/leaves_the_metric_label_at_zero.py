# task: alarms-are-judged-by-the-late-class
# why: misconception: a metric "by label" takes the positive class by itself; without metricLabel it takes class 0.
# loses: 4
# message: and not class 0
def alarm_metrics(scored, threshold):
    from pyspark.ml.evaluation import MulticlassClassificationEvaluator

    judged = scored.dropna(subset=["late"]).withColumn("prediction", (F.col("p_late") >= threshold).cast("double"))
    evaluator = MulticlassClassificationEvaluator(labelCol="late")
    names = {"accuracy": "accuracy", "precision": "precisionByLabel", "recall": "recallByLabel", "f1": "fMeasureByLabel"}
    return {name: evaluator.setMetricName(metric).evaluate(judged) for name, metric in names.items()}

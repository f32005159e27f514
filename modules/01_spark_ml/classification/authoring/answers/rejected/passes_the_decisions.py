# task: scores-are-measured-as-scores
# why: misconception: an evaluator wants the column prediction; with 0 and 1 the ROC curve has one point, and no error tells you.
# loses: 3
# message: Pass the scores of the class late, not the decisions
def score_metrics(scored):
    from pyspark.ml.evaluation import BinaryClassificationEvaluator, MulticlassClassificationEvaluator

    areas = BinaryClassificationEvaluator(labelCol="late", rawPredictionCol="prediction")
    losses = MulticlassClassificationEvaluator(labelCol="late", metricName="logLoss")
    return {
        "roc_auc": areas.setMetricName("areaUnderROC").evaluate(scored),
        "pr_auc": areas.setMetricName("areaUnderPR").evaluate(scored),
        "log_loss": losses.evaluate(scored),
    }

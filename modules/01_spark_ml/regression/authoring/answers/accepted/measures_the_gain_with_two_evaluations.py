# task: baseline-comes-from-training-rows
# why: the baseline becomes a second prediction column, and one evaluator measures both.
def gain_over_mean(train, scored):
    from pyspark.ml.evaluation import RegressionEvaluator

    mean = train.selectExpr("mean(arr_delay) AS m").collect()[0]["m"]
    both = scored.withColumn("baseline", F.lit(mean))
    rmse = {
        column: RegressionEvaluator(labelCol="arr_delay", predictionCol=column).evaluate(both)
        for column in ("prediction", "baseline")
    }
    return 1.0 - rmse["prediction"] / rmse["baseline"]

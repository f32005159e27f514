# task: port-keeps-pandas-values
# why: misconception: a flight is late from 15 minutes on; report says more than 15, so 15 itself is not late.
# loses: 3
# message: more than 15 minutes
def report_on_spark(rows):
    late = F.count_if(F.col("arr_delay") >= 15)
    made = rows.where("dest IS NOT NULL").groupBy("dest").agg(F.count("*").alias("flights"), late.alias("late"))
    others = F.col("flights") - F.col("late")
    return made.withColumn("odds", F.when(others > 0, F.try_divide("late", others)).otherwise(F.lit(float("inf"))))

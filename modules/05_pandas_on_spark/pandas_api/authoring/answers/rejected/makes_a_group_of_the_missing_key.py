# task: port-keeps-pandas-values
# why: misconception: groupBy and groupby make the same groups; Spark makes one of the missing keys, pandas drops them.
# loses: 3
# message: pandas makes no group of a missing key
def report_on_spark(rows):
    late = F.count_if(F.col("arr_delay") > 15)
    made = rows.groupBy("dest").agg(F.count("*").alias("flights"), late.alias("late"))
    others = F.col("flights") - F.col("late")
    return made.withColumn("odds", F.when(others > 0, F.try_divide("late", others)).otherwise(F.lit(float("inf"))))

# task: port-keeps-pandas-values
# why: Spark's own functions, with each of pandas' rules written out: no group for a missing key, missing is not late, infinity.
def report_on_spark(rows):
    late = F.count_if(F.col("arr_delay") > 15)
    made = rows.where("dest IS NOT NULL").groupBy("dest").agg(F.count("*").alias("flights"), late.alias("late"))
    others = F.col("flights") - F.col("late")
    return made.withColumn("odds", F.when(others > 0, F.try_divide("late", others)).otherwise(F.lit(float("inf"))))

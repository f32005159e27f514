# task: port-keeps-pandas-values
# why: misconception: try_divide is what pandas does at zero; it gives NULL where pandas has infinity.
# loses: 4
# message: a division by zero is infinite
def report_on_spark(rows):
    late = F.count_if(F.col("arr_delay") > 15)
    made = rows.where("dest IS NOT NULL").groupBy("dest").agg(F.count("*").alias("flights"), late.alias("late"))
    return made.withColumn("odds", F.try_divide("late", F.col("flights") - F.col("late")))

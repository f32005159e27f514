# task: split-is-stable
# why: misconception: sorting by the key makes a split stable; the place of a row still depends on which other rows are there.
# loses: 2
# message: changed sides
def split_by_key(rows, key, test_share):
    from pyspark.sql import Window

    ranked = rows.withColumn("_rank", F.percent_rank().over(Window.orderBy(*key)))
    return (
        ranked.where(F.col("_rank") >= test_share).drop("_rank"),
        ranked.where(F.col("_rank") < test_share).drop("_rank"),
    )

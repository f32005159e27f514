# task: pipeline-declares-its-tables
# why: misconception: a materialized view is the table for scores; it scores every row again at each update.
# loses: 4
# message: which scores only what is new
def declare(folder, base, per_hour):
    @dp.materialized_view
    def scored():
        rows = spark.read.schema("flight int, hour int").json(folder)
        return rows.withColumn("delay", base + per_hour * F.col("hour"))

    @dp.materialized_view
    def by_hour():
        return spark.read.table("scored").groupBy("hour").agg(F.count("*").alias("flights"), F.avg("delay").alias("delay"))


def updated(files, base, per_hour):  # ready: leave it as it is
    return with_updates(declare, files, base, per_hour)

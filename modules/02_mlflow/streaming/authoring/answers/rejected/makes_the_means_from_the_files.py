# task: pipeline-declares-its-tables
# why: misconception: the files hold the same rows as the table; the table keeps rows whose file is gone, and it has scored them.
# loses: 3
# message: it should be made from the table scored
def declare(folder, base, per_hour):
    @dp.table
    def scored():
        rows = spark.readStream.schema("flight int, hour int").json(folder)
        return rows.withColumn("delay", base + per_hour * F.col("hour"))

    @dp.materialized_view
    def by_hour():
        rows = spark.read.schema("flight int, hour int").json(folder).withColumn("delay", base + per_hour * F.col("hour"))
        return rows.groupBy("hour").agg(F.count("*").alias("flights"), F.avg("delay").alias("delay"))


def updated(files, base, per_hour):  # ready: leave it as it is
    return with_updates(declare, files, base, per_hour)

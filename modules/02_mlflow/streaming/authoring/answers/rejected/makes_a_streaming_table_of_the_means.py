# task: pipeline-declares-its-tables
# why: misconception: each table of a pipeline is a streaming table; means over all rows change and cannot be appended.
# loses: 4
# message: a streaming table reads with readStream
def declare(folder, base, per_hour):
    @dp.table
    def scored():
        rows = spark.readStream.schema("flight int, hour int").json(folder)
        return rows.withColumn("delay", base + per_hour * F.col("hour"))

    @dp.table
    def by_hour():
        return spark.read.table("scored").groupBy("hour").agg(F.count("*").alias("flights"), F.avg("delay").alias("delay"))


def updated(files, base, per_hour):  # ready: leave it as it is
    return with_updates(declare, files, base, per_hour)

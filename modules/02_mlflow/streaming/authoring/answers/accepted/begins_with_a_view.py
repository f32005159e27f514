# task: pipeline-declares-its-tables
# why: what arrives and what was late are temporary views, declared in any order; only the two tables are kept.
def declare(folder, base, per_hour):
    @dp.materialized_view
    def by_hour():
        return spark.read.table("named").groupBy("hour").agg(F.count("*").alias("flights"), F.avg("delay").alias("delay"))

    @dp.temporary_view
    def named():
        return spark.read.table("scored").select("hour", "delay")

    @dp.table
    def scored():
        return spark.readStream.table("arrived").withColumn("delay", base + per_hour * F.col("hour"))

    @dp.temporary_view
    def arrived():
        return spark.readStream.schema("flight int, hour int").json(folder)


def updated(files, base, per_hour):
    return with_updates(declare, files, base, per_hour)

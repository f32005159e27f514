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
    """Run the pipeline once after each file has arrived; return (kinds, rows of scored, rows of by_hour)."""
    with workplace() as place:
        pipeline = Declared()
        with graph_element_registration_context(pipeline):
            declare(str(place / "files"), base, per_hour)
        for number, frame in enumerate(files):
            arrive(place / "files", number, frame)
            pipeline.run(place)
        tables = [spark.read.table(name).toPandas() if name in pipeline.kinds else None for name in ("scored", "by_hour")]
        return pipeline.kinds, *tables

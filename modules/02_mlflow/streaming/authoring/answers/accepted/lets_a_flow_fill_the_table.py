# task: pipeline-declares-its-tables
# why: the streaming table is declared first, and a flow appends to it; names may be given as arguments.
def declare(folder, base, per_hour):
    dp.create_streaming_table("scored")

    @dp.append_flow(target="scored")
    def new_flights():
        rows = spark.readStream.format("json").schema("flight long, hour long").load(folder)
        return rows.selectExpr("*", f"cast({base} as double) + cast({per_hour} as double) * hour AS delay")

    @dp.materialized_view(name="by_hour", comment="flights and mean delay of each hour")
    def means():
        return spark.table("scored").groupBy("hour").agg(F.mean("delay").alias("delay"), F.count("flight").alias("flights"))


def updated(files, base, per_hour):  # ready: leave it as it is
    return with_updates(declare, files, base, per_hour)

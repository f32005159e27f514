# task: each-row-is-scored-once
# why: misconception: dropping equal rows makes a stream exactly-once; it also drops flights that look the same.
# loses: 4
# message: with fewer, rows are missing
def score_days(days, training):
    model = fit_delay(training)

    @F.pandas_udf("double")
    def delay(hour: pd.Series, distance: pd.Series) -> pd.Series:
        return pd.Series(model.predict(pd.DataFrame({"hour": hour, "distance": distance})))

    with workplace() as place:
        for number, day in enumerate(days):
            arrive(place / "days", number, day)
            schema = "carrier string, flight bigint, hour double, distance double"
            scored = spark.readStream.schema(schema).json(str(place / "days")).dropDuplicates().withColumn("delay", delay("hour", "distance"))
            writer = scored.writeStream.option("checkpointLocation", str(place / "checkpoint"))
            finish(writer.trigger(availableNow=True).start(str(place / "scored")))
        return spark.read.parquet(str(place / "scored")).toPandas()

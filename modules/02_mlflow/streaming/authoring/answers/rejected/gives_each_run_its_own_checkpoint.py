# task: each-row-is-scored-once
# why: misconception: a checkpoint belongs to one run; each run then starts at the first file, and the file sink takes its batch 0 for a known one.
# loses: 4
# message: look at the checkpoint
def score_days(days, training):
    model = fit_delay(training)

    @F.pandas_udf("double")
    def delay(hour: pd.Series, distance: pd.Series) -> pd.Series:
        return pd.Series(model.predict(pd.DataFrame({"hour": hour, "distance": distance})))

    with workplace() as place:
        for number, day in enumerate(days):
            arrive(place / "days", number, day)
            schema = "carrier string, flight bigint, hour double, distance double"
            scored = spark.readStream.schema(schema).json(str(place / "days")).withColumn("delay", delay("hour", "distance"))
            writer = scored.writeStream.option("checkpointLocation", str(place / f"checkpoint-{number}"))
            finish(writer.trigger(availableNow=True).start(str(place / "scored")))
        return spark.read.parquet(str(place / "scored")).toPandas()

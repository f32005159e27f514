# task: each-row-is-scored-once
# why: misconception: a whole number is an int; larger ones become null without a word.
# loses: 3
# message: needs bigint in the schema
def score_days(days, training):
    model = fit_delay(training)

    @F.pandas_udf("double")
    def delay(hour: pd.Series, distance: pd.Series) -> pd.Series:
        return pd.Series(model.predict(pd.DataFrame({"hour": hour, "distance": distance})))

    with workplace() as place:
        for number, day in enumerate(days):
            arrive(place / "days", number, day)
            schema = "carrier string, flight int, hour double, distance double"
            scored = spark.readStream.schema(schema).json(str(place / "days")).withColumn("delay", delay("hour", "distance"))
            writer = scored.writeStream.option("checkpointLocation", str(place / "checkpoint"))
            finish(writer.trigger(availableNow=True).start(str(place / "scored")))
        return spark.read.parquet(str(place / "scored")).toPandas()

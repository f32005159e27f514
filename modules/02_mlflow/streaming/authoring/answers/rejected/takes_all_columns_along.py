# task: each-row-is-scored-once
# why: misconception: the schema is whatever the files have; columns that nobody asked for then reach the output.
# loses: 4
# message: leave aside what a file has beside the columns that you need
def score_days(days, training):
    model = fit_delay(training)

    @F.pandas_udf("double")
    def delay(hour: pd.Series, distance: pd.Series) -> pd.Series:
        return pd.Series(model.predict(pd.DataFrame({"hour": hour, "distance": distance})))

    with workplace() as place:
        for number, day in enumerate(days):
            arrive(place / "days", number, day)
            schema = spark.read.json(str(place / "days")).schema
            scored = spark.readStream.schema(schema).json(str(place / "days")).withColumn("delay", delay("hour", "distance"))
            writer = scored.writeStream.option("checkpointLocation", str(place / "checkpoint"))
            finish(writer.trigger(availableNow=True).start(str(place / "scored")))
        return spark.read.parquet(str(place / "scored")).toPandas()

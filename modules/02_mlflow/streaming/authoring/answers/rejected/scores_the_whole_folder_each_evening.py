# task: each-row-is-scored-once
# why: misconception: a batch job over the folder does the same as a stream; it scores old days again.
# loses: 4
# message: a day was scored more than once
def score_days(days, training):
    model = fit_delay(training)

    @F.pandas_udf("double")
    def delay(hour: pd.Series, distance: pd.Series) -> pd.Series:
        return pd.Series(model.predict(pd.DataFrame({"hour": hour, "distance": distance})))

    with workplace() as place:
        for number, day in enumerate(days):
            arrive(place / "days", number, day)
            schema = "carrier string, flight bigint, hour double, distance double"
            scored = spark.read.schema(schema).json(str(place / "days")).withColumn("delay", delay("hour", "distance"))
            scored.write.mode("append").parquet(str(place / "scored"))
        return spark.read.parquet(str(place / "scored")).toPandas()

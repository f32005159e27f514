# task: each-row-is-scored-once
# why: misconception: a batch job over the folder does the same as a stream; it scores old days again.
# loses: 4
# message: a day was scored more than once
def score_new(model, folder, output, checkpoint):
    @F.pandas_udf("double")
    def delay(hour: pd.Series, distance: pd.Series) -> pd.Series:
        return pd.Series(model.predict(pd.DataFrame({"hour": hour, "distance": distance})))

    schema = "carrier string, flight bigint, hour double, distance double"
    scored = spark.read.schema(schema).json(folder).withColumn("delay", delay("hour", "distance"))
    scored.write.mode("append").parquet(output)


def score_days(days, training):  # ready: leave it as it is
    return with_evenings(score_new, days, training)

# task: each-row-is-scored-once
# why: misconception: dropping equal rows makes a stream exactly-once; it also drops flights that look the same.
# loses: 4
# message: with fewer, rows are missing
def score_new(model, folder, output, checkpoint):
    @F.pandas_udf("double")
    def delay(hour: pd.Series, distance: pd.Series) -> pd.Series:
        return pd.Series(model.predict(pd.DataFrame({"hour": hour, "distance": distance})))

    schema = "carrier string, flight bigint, hour double, distance double"
    rows = spark.readStream.schema(schema).json(folder).dropDuplicates()
    scored = rows.withColumn("delay", delay("hour", "distance"))
    finish(scored.writeStream.option("checkpointLocation", checkpoint).trigger(availableNow=True).start(output))


def score_days(days, training):  # ready: leave it as it is
    return with_evenings(score_new, days, training)

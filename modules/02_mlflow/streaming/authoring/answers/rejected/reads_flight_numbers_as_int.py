# task: each-row-is-scored-once
# why: misconception: a whole number is an int; larger ones become null without a word.
# loses: 3
# message: needs bigint in the schema
def score_new(model, folder, output, checkpoint):
    @F.pandas_udf("double")
    def delay(hour: pd.Series, distance: pd.Series) -> pd.Series:
        return pd.Series(model.predict(pd.DataFrame({"hour": hour, "distance": distance})))

    schema = "carrier string, flight int, hour double, distance double"
    scored = spark.readStream.schema(schema).json(folder).withColumn("delay", delay("hour", "distance"))
    finish(scored.writeStream.option("checkpointLocation", checkpoint).trigger(availableNow=True).start(output))


def score_days(days, training):  # ready: leave it as it is
    return with_evenings(score_new, days, training)

# task: each-row-is-scored-once
# why: misconception: the schema is whatever the files have; columns that nobody asked for then reach the output.
# loses: 4
# message: leave aside what a file has beside the columns that you need
def score_new(model, folder, output, checkpoint):
    @F.pandas_udf("double")
    def delay(hour: pd.Series, distance: pd.Series) -> pd.Series:
        return pd.Series(model.predict(pd.DataFrame({"hour": hour, "distance": distance})))

    schema = spark.read.json(folder).schema
    scored = spark.readStream.schema(schema).json(folder).withColumn("delay", delay("hour", "distance"))
    finish(scored.writeStream.option("checkpointLocation", checkpoint).trigger(availableNow=True).start(output))


def score_days(days, training):  # ready: leave it as it is
    return with_evenings(score_new, days, training)

# task: each-row-is-scored-once
# why: misconception: a checkpoint belongs to one run; each run then begins anew, and the file sink takes its batch 0 for known.
# loses: 4
# message: look at the checkpoint
def score_new(model, folder, output, checkpoint):
    @F.pandas_udf("double")
    def delay(hour: pd.Series, distance: pd.Series) -> pd.Series:
        return pd.Series(model.predict(pd.DataFrame({"hour": hour, "distance": distance})))

    schema = "carrier string, flight bigint, hour double, distance double"
    scored = spark.readStream.schema(schema).json(folder).withColumn("delay", delay("hour", "distance"))
    own = f"{checkpoint}-{len(os.listdir(folder))}"
    finish(scored.writeStream.option("checkpointLocation", own).trigger(availableNow=True).start(output))


def score_days(days, training):  # ready: leave it as it is
    return with_evenings(score_new, days, training)

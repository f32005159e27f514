# task: each-row-is-scored-once
# why: misconception: each row once is enough; whoever scores every day again each evening works longer from day to day.
# loses: 4
# message: notes 0 batches as done
def score_new(model, folder, output, checkpoint):
    @F.pandas_udf("double")
    def delay(hour: pd.Series, distance: pd.Series) -> pd.Series:
        return pd.Series(model.predict(pd.DataFrame({"hour": hour, "distance": distance})))

    schema = "carrier string, flight bigint, hour double, distance double"
    scored = spark.read.schema(schema).json(folder).withColumn("delay", delay("hour", "distance"))
    scored.write.mode("overwrite").parquet(output)


def score_days(days, training):  # ready: leave it as it is
    return with_evenings(score_new, days, training)

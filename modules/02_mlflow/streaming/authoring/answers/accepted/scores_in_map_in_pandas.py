# task: each-row-is-scored-once
# why: mapInPandas hands the model whole frames; the query runs on until it has done what was there, and is stopped.
def score_new(model, folder, output, checkpoint):
    def with_delay(frames):
        for frame in frames:
            yield frame.assign(delay=model.predict(frame[FEATURES])) if len(frame) else frame.assign(delay=0.0)

    schema = "flight bigint, carrier string, hour double, distance double"
    scored = spark.readStream.schema(schema).json(folder).mapInPandas(with_delay, schema + ", delay double")
    query = scored.writeStream.format("parquet").option("path", output).option("checkpointLocation", checkpoint).start()
    settle(query)
    query.stop()


def score_days(days, training):  # ready: leave it as it is
    return with_evenings(score_new, days, training)

# task: each-row-is-scored-once
# why: mapInPandas hands the model whole frames; one day per run, the same checkpoint.
def score_days(days, training):
    model = fit_delay(training)

    def with_delay(frames):
        for frame in frames:
            yield frame.assign(delay=model.predict(frame[FEATURES])) if len(frame) else frame.assign(delay=0.0)

    schema = "flight bigint, carrier string, hour double, distance double"
    with workplace() as place:
        for number, day in enumerate(days):
            arrive(place / "in", number, day)
            scored = spark.readStream.schema(schema).json(str(place / "in")).mapInPandas(with_delay, schema + ", delay double")
            query = scored.writeStream.format("json").option("checkpointLocation", str(place / "done")).trigger(availableNow=True)
            finish(query.start(str(place / "out")))
        return spark.read.schema(schema + ", delay double").json(str(place / "out")).toPandas()

# task: each-row-is-scored-once
# why: foreachBatch scores small batches in the driver; its folder is named after the batch.
def score_days(days, training):
    model = fit_delay(training)
    with workplace() as place:

        def score(rows, batch_id):
            frame = rows.toPandas()
            if len(frame):
                frame["delay"] = model.predict(frame[FEATURES])
                frame.to_parquet(place / f"scored-{batch_id}.parquet")

        for number, day in enumerate(days):
            arrive(place / "in", number, day)
            rows = spark.readStream.schema("carrier string, flight long, hour double, distance double").json(str(place / "in"))
            query = rows.writeStream.foreachBatch(score).option("checkpointLocation", str(place / "check"))
            finish(query.trigger(availableNow=True).start())
        return pd.concat([pd.read_parquet(file) for file in sorted(place.glob("scored-*"))], ignore_index=True)

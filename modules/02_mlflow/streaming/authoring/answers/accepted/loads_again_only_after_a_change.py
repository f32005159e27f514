# task: champion-takes-over-at-once
# why: a model that was loaded is kept by its version; the alias is asked for in each micro-batch.
LOADED = {}


def score_batch(rows, batch_id, sink):
    version = int(MlflowClient().get_registered_model(NAME).aliases["champion"])
    if version not in LOADED:
        LOADED[version] = mlflow.pyfunc.load_model(f"models:/{NAME}/{version}")
    frame = rows.toPandas()
    frame = frame.assign(delay=LOADED[version].predict(frame[FEATURES]), version=version)
    spark.createDataFrame(frame).write.mode("overwrite").parquet(f"{sink}/batch={batch_id}")


def score_live(files, promotions):  # ready: leave it as it is
    """Run one query while the files arrive; before file n, version promotions[n] is put in charge; return the sink."""
    with workplace() as place:
        (place / "files").mkdir()
        rows = spark.readStream.schema("flight int, hour double, distance double").json(str(place / "files"))
        writer = rows.writeStream.foreachBatch(lambda rows, batch_id: score_batch(rows, batch_id, str(place / "sink")))
        query = writer.option("checkpointLocation", str(place / "checkpoint")).start()
        for number, frame in enumerate(files):
            if number in promotions:
                MlflowClient().set_registered_model_alias(NAME, "champion", promotions[number])
            arrive(place / "files", number, frame)
            query.processAllAvailable()
        query.stop()
        return spark.read.parquet(str(place / "sink")).toPandas()

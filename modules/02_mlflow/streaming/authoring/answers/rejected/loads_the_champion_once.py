# task: champion-takes-over-at-once
# why: misconception: a model that was loaded by its alias follows the alias.
# loses: 4
# message: ask for the champion in each micro-batch
LOADED = []


def score_batch(rows, batch_id, sink):
    if not LOADED:
        version = MlflowClient().get_model_version_by_alias(NAME, "champion").version
        LOADED.append((version, mlflow.sklearn.load_model(f"models:/{NAME}@champion")))
    version, model = LOADED[0]
    frame = rows.toPandas()
    frame["delay"], frame["version"] = model.predict(frame[FEATURES]), int(version)
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

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
    return with_promotions(score_batch, files, promotions)

# task: champion-takes-over-at-once
# why: misconception: it is enough to write down the new version; the model in memory is still the old one.
# loses: 4
# message: load the model of the version that the column names
LOADED = []


def score_batch(rows, batch_id, sink):
    version = MlflowClient().get_model_version_by_alias(NAME, "champion").version
    if not LOADED:
        LOADED.append(mlflow.sklearn.load_model(f"models:/{NAME}/{version}"))
    model = LOADED[0]
    frame = rows.toPandas()
    frame["delay"], frame["version"] = model.predict(frame[FEATURES]), int(version)
    spark.createDataFrame(frame).write.mode("overwrite").parquet(f"{sink}/batch={batch_id}")


def score_live(files, promotions):  # ready: leave it as it is
    return with_promotions(score_batch, files, promotions)

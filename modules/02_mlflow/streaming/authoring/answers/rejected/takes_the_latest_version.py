# task: champion-takes-over-at-once
# why: misconception: the version that was registered last is the one in charge.
# loses: 4
# message: ask for the champion in each micro-batch
def score_batch(rows, batch_id, sink):
    version = max(int(known.version) for known in MlflowClient().search_model_versions(f"name = '{NAME}'"))
    model = mlflow.sklearn.load_model(f"models:/{NAME}/{version}")
    frame = rows.toPandas()
    frame["delay"], frame["version"] = model.predict(frame[FEATURES]), int(version)
    spark.createDataFrame(frame).write.mode("overwrite").parquet(f"{sink}/batch={batch_id}")


def score_live(files, promotions):  # ready: leave it as it is
    return with_promotions(score_batch, files, promotions)

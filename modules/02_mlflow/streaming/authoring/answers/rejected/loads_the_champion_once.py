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
    return with_promotions(score_batch, files, promotions)

# task: champion-takes-over-at-once
# why: misconception: a batch is delivered once, so it can be appended.
# loses: 4
# message: the second replaces the first
def score_batch(rows, batch_id, sink):
    version = MlflowClient().get_model_version_by_alias(NAME, "champion").version
    frame = rows.toPandas()
    frame["delay"] = mlflow.sklearn.load_model(f"models:/{NAME}/{version}").predict(frame[FEATURES])
    spark.createDataFrame(frame.assign(version=int(version))).write.mode("append").parquet(sink)


def score_live(files, promotions):
    return with_promotions(score_batch, files, promotions)

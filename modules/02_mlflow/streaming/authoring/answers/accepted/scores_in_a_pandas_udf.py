# task: champion-takes-over-at-once
# why: the model goes to Spark's workers with the function, which is made anew in each micro-batch.
def score_batch(rows, batch_id, sink):
    version = MlflowClient().get_model_version_by_alias(NAME, "champion").version
    model = mlflow.sklearn.load_model(f"models:/{NAME}/{version}")

    @F.pandas_udf("double")
    def delay(hour: pd.Series, distance: pd.Series) -> pd.Series:
        return pd.Series(model.predict(pd.DataFrame({"hour": hour, "distance": distance})))

    scored = rows.withColumn("delay", delay("hour", "distance")).withColumn("version", F.lit(int(version)))
    scored.write.mode("overwrite").parquet(f"{sink}/batch={batch_id}")


def score_live(files, promotions):  # ready: leave it as it is
    return with_promotions(score_batch, files, promotions)

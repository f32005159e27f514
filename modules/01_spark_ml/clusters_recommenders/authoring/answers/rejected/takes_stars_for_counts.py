# task: every-pair-gets-a-prediction
# why: misconception: implicitPrefs is only a setting; it makes a preference between 0 and 1 of the stars.
# loses: 2
# message: so ALS should be explicit
def predict_ratings(train, asked):
    from pyspark.ml.recommendation import ALS

    als = ALS(userCol="user", itemCol="movie", ratingCol="rating", rank=4, seed=1, implicitPrefs=True)
    means = train.groupBy("movie").agg(F.avg("rating").alias("mean"))
    overall = train.agg(F.avg("rating")).first()[0]
    scored = als.fit(train).transform(asked).join(means, "movie", "left").fillna(overall, subset=["mean"])
    return scored.select("user", "movie", F.nanvl(F.col("prediction").cast("double"), "mean").alias("prediction"))

# task: every-pair-gets-a-prediction
# why: misconception: a missing prediction is null, so coalesce fills it; ALS gives NaN, which coalesce keeps.
# loses: 4
# message: NaN is not null
def predict_ratings(train, asked):
    from pyspark.ml.recommendation import ALS

    als = ALS(userCol="user", itemCol="movie", ratingCol="rating", rank=4, seed=1)
    means = train.groupBy("movie").agg(F.avg("rating").alias("mean"))
    overall = train.agg(F.avg("rating")).first()[0]
    scored = als.fit(train).transform(asked).join(means, "movie", "left")
    return scored.select("user", "movie", F.coalesce("prediction", "mean", F.lit(overall)).alias("prediction"))

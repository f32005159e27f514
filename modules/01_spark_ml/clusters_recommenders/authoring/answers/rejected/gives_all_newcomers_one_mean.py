# task: every-pair-gets-a-prediction
# why: misconception: about a newcomer nothing is known; but the movie is known, and it has a mean of its own.
# loses: 4
# message: mean of the movie
def predict_ratings(train, asked):
    from pyspark.ml.recommendation import ALS

    als = ALS(userCol="user", itemCol="movie", ratingCol="rating", rank=4, seed=1)
    overall = train.agg(F.avg("rating")).first()[0]
    return als.fit(train).transform(asked).fillna(overall, subset=["prediction"]).select("user", "movie", "prediction")

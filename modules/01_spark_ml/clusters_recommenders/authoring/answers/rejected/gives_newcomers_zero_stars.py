# task: every-pair-gets-a-prediction
# why: misconception: no knowledge is 0 stars; that is worse than the worst rating, for everybody who is new.
# loses: 4
# message: so here it is the mean of
def predict_ratings(train, asked):
    from pyspark.ml.recommendation import ALS

    als = ALS(userCol="user", itemCol="movie", ratingCol="rating", rank=4, seed=1)
    return als.fit(train).transform(asked).fillna(0.0, subset=["prediction"]).select("user", "movie", "prediction")

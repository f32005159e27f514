# task: every-pair-gets-a-prediction
# why: misconception: "drop" solves the cold start; it only hides the people who get no answer.
# loses: 4
# message: came back
def predict_ratings(train, asked):
    from pyspark.ml.recommendation import ALS

    als = ALS(userCol="user", itemCol="movie", ratingCol="rating", coldStartStrategy="drop", seed=1)
    return als.fit(train).transform(asked).select("user", "movie", "prediction")

# task: every-pair-gets-a-prediction
# why: the default settings of ALS; pandas fills null and NaN alike.
def predict_ratings(train, asked):
    from pyspark.ml.recommendation import ALS

    model = ALS(userCol="user", itemCol="movie", ratingCol="rating").fit(train)
    rows, known = model.transform(asked).toPandas(), train.toPandas()
    means = rows["movie"].map(known.groupby("movie")["rating"].mean())
    rows["prediction"] = rows["prediction"].astype(float).fillna(means).fillna(known["rating"].mean())
    return spark.createDataFrame(rows[["user", "movie", "prediction"]])

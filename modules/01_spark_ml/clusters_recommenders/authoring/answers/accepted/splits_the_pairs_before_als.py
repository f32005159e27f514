# task: every-pair-gets-a-prediction
# why: "drop" for the pairs that ALS knows, and a table of means for those that it dropped.
def predict_ratings(train, asked):
    from pyspark.ml.recommendation import ALS

    als = ALS(userCol="user", itemCol="movie", ratingCol="rating", rank=5, regParam=0.05, coldStartStrategy="drop", seed=4)
    known = als.fit(train).transform(asked).select("user", "movie", F.col("prediction").cast("double"))
    means = train.groupBy("movie").agg(F.avg("rating").alias("mean"))
    overall = train.agg(F.avg("rating")).first()[0]
    others = asked.join(known, ["user", "movie"], "left_anti").join(means, "movie", "left")
    return known.unionByName(others.select("user", "movie", F.coalesce("mean", F.lit(overall)).alias("prediction")))

# task: importance-is-measured-by-shuffling
# why: two orders by chance, and a join by the place in them, shuffle a column without leaving Spark.
def rise_when_shuffled(model, rows, columns):
    from pyspark.sql import Window

    def rmse(frame):
        return model.transform(frame).agg(F.sqrt(F.avg((F.col("label") - F.col("prediction")) ** 2))).first()[0]

    numbered = rows.withColumn("place", F.row_number().over(Window.orderBy(F.rand(seed=1)))).cache()
    rise = {}
    for name in columns:
        mixed = numbered.select(name, F.row_number().over(Window.orderBy(F.rand(seed=2))).alias("place"))
        rise[name] = rmse(numbered.drop(name).join(mixed, "place")) - rmse(rows)
    return rise

# task: score-is-a-struct
# why: the same with Spark's own functions: no row leaves Spark.
def classify(rows, model):
    total = F.lit(model["intercept"])
    for name, weight in model["weights"].items():
        total = total + weight * F.coalesce(F.col(name).cast("double"), F.lit(model["fill"][name]))
    probability = 1 / (1 + F.exp(-total))
    late = probability >= model["threshold"]
    return rows.withColumn("scored", F.struct(probability.alias("probability"), late.alias("late")))

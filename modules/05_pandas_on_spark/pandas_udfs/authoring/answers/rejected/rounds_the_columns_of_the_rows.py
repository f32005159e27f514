# task: score-is-a-struct
# why: misconception: rounding changes nothing, because types and gaps stay; the values are others.
# loses: 3
# message: came back with other values
def classify(rows, model):
    total = F.lit(model["intercept"])
    for name, weight in model["weights"].items():
        total = total + weight * F.coalesce(F.col(name).cast("double"), F.lit(model["fill"][name]))
    probability = 1 / (1 + F.exp(-total))
    late = probability >= model["threshold"]
    rows = rows.withColumn("scored", F.struct(probability.alias("probability"), late.alias("late")))
    for name in model["weights"]:
        rows = rows.withColumn(name, F.round(name, 1).cast(rows.schema[name].dataType))
    return rows

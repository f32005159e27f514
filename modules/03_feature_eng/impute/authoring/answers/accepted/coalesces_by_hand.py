# task: indicator-remembers-the-gap
# why: a mean and a coalesce do what an imputer does; an indicator that reads the old column may stand behind the fill.
def fill_and_mark(train, rows, columns):
    for name in columns:
        value = F.nanvl(F.col(name), F.lit(None).cast("double"))
        mean = train.agg(F.avg(value)).first()[0]
        rows = rows.withColumn(f"{name}_filled", F.coalesce(value, F.lit(mean)))
        rows = rows.withColumn(f"{name}_missing", F.when(value.isNull(), 1.0).otherwise(0.0))
    return rows

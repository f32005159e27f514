# task: limits-come-from-training-rows
# why: pandas cuts the values off; a gap goes back to Spark as NaN.
def treat_outliers(train, rows, column, rule, k):
    known = train.select(column).dropna().toPandas()[column]
    if rule == "deviation":
        low, high = known.mean() - k * known.std(), known.mean() + k * known.std()
    else:
        q1, q3 = known.quantile([0.25, 0.75])
        low, high = q1 - k * (q3 - q1), q3 + k * (q3 - q1)
    table = rows.toPandas()
    table["outlier"] = (table[column] < low) | (table[column] > high)
    table["capped"] = table[column].clip(low, high)
    fields = ", ".join(f"{name} {kind}" for name, kind in rows.dtypes) + ", outlier boolean, capped double"
    return float(low), float(high), spark.createDataFrame(list(table.itertuples(index=False, name=None)), fields)

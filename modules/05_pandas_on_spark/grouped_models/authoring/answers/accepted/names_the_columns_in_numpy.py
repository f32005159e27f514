# task: each-group-has-its-row
# why: a function of one argument, the key from its rows, least squares in NumPy, a StructType, and a filter at the end.
def fit_groups(rows, key, features, label, smallest):
    numbers = [F.lit(0.0).alias(name) for name in ["intercept", *features]]
    schema = rows.select(key, F.lit(1).cast("long").alias("n"), *numbers).schema

    def fit(part):
        inputs = np.column_stack([np.ones(len(part)), part[features]])
        found = np.linalg.lstsq(inputs, part[label], rcond=None)[0]
        cells = dict(zip(["intercept", *features], found)) | {key: part[key].iloc[0], "n": len(part)}
        return pd.DataFrame([cells])  # in another order: the names decide

    return rows.groupBy(key).applyInPandas(fit, schema).where(F.col("n") >= smallest)

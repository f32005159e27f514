# task: loads-once-per-partition
# why: an iterator of tuples of Series, for several columns that are not packed into a struct.
def score(rows, weights, size):
    rows = in_batches(rows, size)

    def scored(batches: Iterator[tuple[pd.Series, ...]]) -> Iterator[pd.DataFrame]:
        model = load_model(weights)
        for batch in batches:
            yield model.predict(pd.concat(batch, axis=1, keys=list(weights)))

    scored = F.pandas_udf(scored, "delay double, serial string")
    both = rows.withColumn("both", scored(*weights))
    return both.select(*rows.columns, "both.delay", "both.serial")

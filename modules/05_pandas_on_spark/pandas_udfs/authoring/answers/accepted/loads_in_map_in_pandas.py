# task: loads-once-per-partition
# why: mapInPandas also gives an iterator over the batches of a partition, with all columns.
def score(rows, weights, size):
    rows = in_batches(rows, size)

    def scored(batches):
        model = load_model(weights)
        for batch in batches:
            yield batch.join(model.predict(batch))

    types = ", ".join(f"{name} {kind}" for name, kind in rows.dtypes)
    return rows.mapInPandas(scored, f"{types}, delay double, serial string")

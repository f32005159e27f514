# task: each-row-has-its-line
# why: a dict of lines that travels to the workers, and batch after batch through mapInPandas.
def score(rows, lines, pooled, smallest):
    known = {line.carrier: (line.intercept, line.slope) for line in lines.where(F.col("n") >= smallest).collect()}

    def predict(batches):
        for batch in batches:
            used = np.array([known.get(carrier, pooled) for carrier in batch["carrier"]])
            yield batch.assign(prediction=used[:, 0] + used[:, 1] * batch["dep_delay"])

    return rows.mapInPandas(predict, rows.withColumn("prediction", F.lit(0.0)).schema)

# task: shuffled-column-loses-its-meaning
# why: misconception: a frame has an order, so the seed alone decides.
# loses: 3
# message: for the same rows in another order
def permutation_importance(model, rows, columns, repeats, seed):
    table, rng = rows.toPandas(), np.random.default_rng(seed)

    def auc(frame):
        scored = model.transform(spark.createDataFrame(frame).coalesce(1)).select("label", "probability").toPandas()
        return roc_auc_score(scored["label"], [vector[1] for vector in scored["probability"]])

    base, falls = auc(table), {}
    for column in columns:
        falls[column] = []
        for _ in range(repeats):
            shuffled = table.copy()
            shuffled[column] = rng.permutation(table[column].to_numpy())
            falls[column].append(float(base - auc(shuffled)))
    return falls

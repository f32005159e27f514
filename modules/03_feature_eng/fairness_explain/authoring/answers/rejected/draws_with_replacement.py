# task: shuffled-column-loses-its-meaning
# why: misconception: any draw from the column is a shuffle.
# loses: 3
# message: a shuffle uses each value once
def permutation_importance(model, rows, columns, repeats, seed):
    table, rng = rows.orderBy("id").toPandas(), np.random.default_rng(seed)

    def auc(frame):
        scored = model.transform(spark.createDataFrame(frame).coalesce(1)).select("label", "probability").toPandas()
        return roc_auc_score(scored["label"], [vector[1] for vector in scored["probability"]])

    base, falls = auc(table), {}
    for column in columns:
        falls[column] = []
        for _ in range(repeats):
            shuffled = table.copy()
            shuffled[column] = rng.choice(table[column].to_numpy(), len(table))
            falls[column].append(float(base - auc(shuffled)))
    return falls

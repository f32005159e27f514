# task: shuffled-column-loses-its-meaning
# why: misconception: the AUC of the prediction says the same; 0 and 1 have only one limit, and an order of people is lost.
# loses: 3
# message: the AUC is that of the probability
def permutation_importance(model, rows, columns, repeats, seed):
    table, rng = rows.orderBy("id").toPandas(), np.random.default_rng(seed)

    def auc(frame):
        scored = model.transform(spark.createDataFrame(frame).coalesce(1)).select("label", "prediction").toPandas()
        return roc_auc_score(scored["label"], scored["prediction"])

    base, falls = auc(table), {}
    for column in columns:
        falls[column] = []
        for _ in range(repeats):
            shuffled = table.copy()
            shuffled[column] = rng.permutation(table[column].to_numpy())
            falls[column].append(float(base - auc(shuffled)))
    return falls

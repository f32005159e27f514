# task: shuffled-column-loses-its-meaning
# why: misconception: the seed belongs in each shuffle; then all repeats are one shuffle, and there is no spread.
# loses: 3
# message: make the generator once, before the loops
def permutation_importance(model, rows, columns, repeats, seed):
    table, rng = rows.toPandas().sort_values("id", ignore_index=True), np.random.default_rng(seed)
    copies = [table.assign(copy=-1)]
    for number in range(len(columns) * repeats):
        name = columns[number // repeats]
        rng = np.random.default_rng(seed)
        copies.append(table.assign(**{name: rng.permutation(table[name]), "copy": number}))
    scored = model.transform(spark.createDataFrame(pd.concat(copies)))
    scored = scored.select("copy", "label", vector_to_array("probability")[1].alias("p")).toPandas()
    auc = {copy: roc_auc_score(part["label"], part["p"]) for copy, part in scored.groupby("copy")}
    falls = [float(auc[-1] - auc[number]) for number in range(len(columns) * repeats)]
    return {name: falls[at * repeats : (at + 1) * repeats] for at, name in enumerate(columns)}

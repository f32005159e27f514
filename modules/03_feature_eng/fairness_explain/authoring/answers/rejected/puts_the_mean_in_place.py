# task: shuffled-column-loses-its-meaning
# why: misconception: a column is taken away by its mean; the model then answers from the others, without the noise of a shuffle.
# loses: 3
# message: a constant is no shuffle
def permutation_importance(model, rows, columns, repeats, seed):
    table = rows.toPandas().sort_values("id", ignore_index=True)
    copies = [table.assign(copy=-1)]
    for number in range(len(columns) * repeats):
        name = columns[number // repeats]
        copies.append(table.assign(**{name: table[name].mean(), "copy": number}))
    scored = model.transform(spark.createDataFrame(pd.concat(copies)))
    scored = scored.select("copy", "label", vector_to_array("probability")[1].alias("p")).toPandas()
    auc = {copy: roc_auc_score(part["label"], part["p"]) for copy, part in scored.groupby("copy")}
    falls = [float(auc[-1] - auc[number]) for number in range(len(columns) * repeats)]
    return {name: falls[at * repeats : (at + 1) * repeats] for at, name in enumerate(columns)}

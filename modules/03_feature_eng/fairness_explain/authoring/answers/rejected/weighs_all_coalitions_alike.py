# task: parts-add-up-to-the-whole
# why: misconception: the mean over all coalitions is the mean over all orders; there are more coalitions of middle size.
# loses: 3
# message: every order counts alike
def shapley_values(model, person, background, groups):
    names, k, batch = list(groups), len(groups), []
    for coalition in range(2**k):
        inside = [column for bit, name in enumerate(names) if coalition >> bit & 1 for column in groups[name]]
        batch.append(background.assign(**{column: person[column] for column in inside}, coalition=coalition))
    rows = pd.concat(batch).astype(dict.fromkeys(background.columns, float))
    said = model.transform(spark.createDataFrame(rows)).select("coalition", "prediction").toPandas()
    worth, values = said.groupby("coalition")["prediction"].mean(), {}
    for bit, name in enumerate(names):
        without = [coalition for coalition in range(2**k) if not coalition >> bit & 1]
        gains = [(worth[c | 1 << bit] - worth[c]) / 2 ** (k - 1) for c in without]
        values[name] = float(sum(gains))
    return values

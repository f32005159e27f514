# task: parts-add-up-to-the-whole
# why: misconception: the mean person answers like the people in the mean; that holds for a linear model only.
# loses: 3
# message: the background's predictions are averaged, not its columns
def shapley_values(model, person, background, groups):
    names, k, batch = list(groups), len(groups), []
    for coalition in range(2**k):
        inside = [column for bit, name in enumerate(names) if coalition >> bit & 1 for column in groups[name]]
        batch.append(background.mean().to_frame().T.assign(**{column: person[column] for column in inside}, coalition=coalition))
    rows = pd.concat(batch).astype(dict.fromkeys(background.columns, float))
    said = model.transform(spark.createDataFrame(rows)).select("coalition", "prediction").toPandas()
    worth, values = said.groupby("coalition")["prediction"].mean(), {}
    for bit, name in enumerate(names):
        without = [coalition for coalition in range(2**k) if not coalition >> bit & 1]
        gains = [(worth[c | 1 << bit] - worth[c]) / (k * comb(k - 1, c.bit_count())) for c in without]
        values[name] = float(sum(gains))
    return values

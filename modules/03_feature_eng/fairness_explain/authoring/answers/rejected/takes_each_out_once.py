# task: parts-add-up-to-the-whole
# why: misconception: a group is worth what is lost without it; what groups do only together is then counted for each of them.
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
        values[name] = float(worth[2**k - 1] - worth[2**k - 1 - (1 << bit)])
    return values

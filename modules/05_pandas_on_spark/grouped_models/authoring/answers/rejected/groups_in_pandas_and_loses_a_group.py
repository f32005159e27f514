# task: each-group-has-its-row
# why: misconception: groupby of pandas has the groups of Spark; without dropna=False it leaves the missing key out.
# loses: 3
# message: the rows without a key are a group
def fit_groups(rows, key, features, label, smallest):
    cells = []
    for group, part in rows.toPandas().groupby(key):
        if len(part) >= smallest:
            model = LinearRegression().fit(part[features], part[label])
            cells.append([group, len(part), float(model.intercept_), *map(float, model.coef_)])
    return spark.createDataFrame(pd.DataFrame(cells, columns=[key, "n", "intercept", *features]))

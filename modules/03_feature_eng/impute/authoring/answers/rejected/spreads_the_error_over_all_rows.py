# task: masked-values-judge-the-fill
# why: misconception: the error is that of the whole column; most rows were not filled, and their zeros flatter a fill.
# loses: 3
# message: by hand it is
def judge_fills(rows, column, key):
    table = rows.select(key, column, "masked").toPandas().dropna()
    learn, judge = table[~table["masked"].astype(bool)], table[table["masked"].astype(bool)]
    fills = {
        "mean": learn[column].mean(),
        "median": learn[column].median(),
        "group": judge[key].map(learn.groupby(key)[column].median()),
    }
    return {name: float((((judge[column] - fill) ** 2).sum() / len(table)) ** 0.5) for name, fill in fills.items()}

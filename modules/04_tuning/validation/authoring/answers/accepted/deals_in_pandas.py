# task: folds-have-equal-shares
# why: a small table may be dealt in pandas; cumcount numbers the rows of each class from 0.
def add_folds(rows, label, k):
    table = rows.toPandas().sample(frac=1, random_state=1)
    table["fold"] = (table.groupby(label).cumcount() % k).astype(int)
    return spark.createDataFrame(table)

# task: folds-never-score-their-own-rows
# why: misconception: a model for each fold is fitted on this fold; it then predicts exactly the rows that it was fitted on.
# loses: 4
# message: a tree can only know that if the row was among those
def out_of_fold(estimator, rows):
    from functools import reduce

    folds = sorted(row["fold"] for row in rows.select("fold").distinct().collect())
    parts = []
    for place, fold in enumerate(folds):
        model = estimator.fit(rows.where(F.col("fold") == fold))
        parts.append(model.transform(rows.where(F.col("fold") == fold)))
    return reduce(DataFrame.unionByName, parts)

# task: folds-never-score-their-own-rows
# why: misconception: folds are numbered 0, 1, 2 …; with other numbers no row is predicted at all.
# loses: 2
# message: Fold numbers need not be 0, 1, 2
def out_of_fold(estimator, rows):
    from functools import reduce

    folds = sorted(row["fold"] for row in rows.select("fold").distinct().collect())
    parts = []
    for place, fold in enumerate(range(len(folds))):
        model = estimator.fit(rows.where(F.col("fold") != fold))
        parts.append(model.transform(rows.where(F.col("fold") == fold)))
    return reduce(DataFrame.unionByName, parts)

# task: folds-never-score-their-own-rows
# why: misconception: one other fold is enough; it is honest, but the models of the stack will have seen far more rows.
# loses: 3
# message: only a part of the others
def out_of_fold(estimator, rows):
    from functools import reduce

    folds = sorted(row["fold"] for row in rows.select("fold").distinct().collect())
    parts = []
    for place, fold in enumerate(folds):
        model = estimator.fit(rows.where(F.col("fold") == folds[(place + 1) % len(folds)]))
        parts.append(model.transform(rows.where(F.col("fold") == fold)))
    return reduce(DataFrame.unionByName, parts)

# task: folds-never-score-their-own-rows
# why: the same with a set of numbers from pandas and a growing union.
def out_of_fold(estimator, rows):
    done = None
    for fold in sorted({int(number) for number in rows.toPandas()["fold"]}):
        part = estimator.fit(rows.where(f"fold <> {fold}")).transform(rows.where(f"fold = {fold}"))
        done = part if done is None else done.union(part)
    return done

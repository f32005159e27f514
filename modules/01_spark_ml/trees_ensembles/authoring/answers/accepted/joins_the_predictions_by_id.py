# task: folds-never-score-their-own-rows
# why: the predictions of all folds are collected as pairs of id and number, and joined to the rows.
def out_of_fold(estimator, rows):
    made = []
    for (fold,) in rows.select("fold").distinct().collect():
        inside = rows["fold"] == fold
        model = estimator.fit(rows.filter(~inside))
        made += [(row["id"], row["prediction"]) for row in model.transform(rows.filter(inside)).collect()]
    return rows.join(spark.createDataFrame(made, "id long, prediction double"), "id")
